package io.fleetforge.images;

import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.StateFiles;
import io.fleetforge.cluster.StateLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Folders that are built once per user and content: {@code $XDG_CACHE_HOME/fleetforge}, else {@code ~/.cache/fleetforge}. A folder
 * appears whole; two processes do not build the same one at once.
 *
 * @param folder of all entries
 */
record UserCache(Path folder) {

    /** Entries of a name that stay, however old. */
    private static final int KEPT = 3;
    /** A platform that runs touches what it starts. */
    private static final Duration UNUSED = Duration.ofHours(12);

    /** One thread of this process at a time makes an entry of a name. */
    private static final Map<String, Object> MONITORS = new ConcurrentHashMap<>();

    private static final String USED = ".used";
    private static final String BUILDING = ".building";

    static UserCache ofThisUser() {
        var xdg = System.getenv("XDG_CACHE_HOME");
        if (xdg != null && !xdg.isBlank()) {
            return new UserCache(Path.of(xdg).toAbsolutePath().resolve("fleetforge"));
        }
        var home = System.getProperty("user.home");
        if (home.isBlank() || home.equals("?")) {
            throw new PlatformException("this user has no home folder; set XDG_CACHE_HOME to a writable folder");
        }
        return new UserCache(Path.of(home, ".cache", "fleetforge"));
    }

    /**
     * The entry {@code name-fingerprint}; {@code build} fills an empty folder first when it does not exist. A second thread or process
     * waits for the first.
     *
     * @throws PlatformException when {@code build} fails, nothing of it stays; or when the folder of the cache cannot be written
     */
    Path entry(String name, String fingerprint, Consumer<Path> build) {
        var entry = folder.resolve(name + "-" + fingerprint);
        try {
            synchronized (MONITORS.computeIfAbsent(name, key -> new Object())) { // the lock is one between processes
                try (var lock = StateLock.acquire(folder.resolve(name + ".lock"))) {
                    if (!Files.isDirectory(entry)) {
                        removeUnfinished(name);
                        make(entry, build);
                    }
                    touch(entry);
                    prune(name);
                }
            }
            return entry;
        } catch (UncheckedIOException e) {
            throw new PlatformException(
                    e.getMessage() + ": " + e.getCause() + "; " + folder
                            + " must be writable and have a gigabyte left, or set XDG_CACHE_HOME to another folder",
                    e);
        }
    }

    private static void make(Path entry, Consumer<Path> build) {
        var fresh = entry.resolveSibling(entry.getFileName() + BUILDING);
        StateFiles.createFolder(fresh);
        try {
            build.accept(fresh);
            Files.move(fresh, entry, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + entry, e);
        } finally {
            StateFiles.deleteFolder(fresh);
        }
    }

    /** Of builds that were killed. */
    private void removeUnfinished(String name) {
        list(name, BUILDING).forEach(StateFiles::deleteFolder);
    }

    /** Marks an entry as used now. */
    static void touch(Path entry) {
        try {
            Files.write(entry.resolve(USED), new byte[0]);
            Files.setLastModifiedTime(entry.resolve(USED), FileTime.from(Instant.now()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + entry, e);
        }
    }

    private void prune(String name) {
        var limit = Instant.now().minus(UNUSED);
        list(name, "").stream()
                .sorted(Comparator.comparing(UserCache::used).reversed())
                .skip(KEPT)
                .filter(entry -> used(entry).isBefore(limit))
                .forEach(StateFiles::deleteFolder);
    }

    private List<Path> list(String name, String suffix) {
        var pattern = Pattern.compile(Pattern.quote(name) + "-[0-9a-f]{16}" + Pattern.quote(suffix));
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file ->
                            pattern.matcher(file.getFileName().toString()).matches())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    private static Instant used(Path entry) {
        try {
            return Files.getLastModifiedTime(entry.resolve(USED)).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }
}
