package io.fleetforge.images;

import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.StateFiles;
import io.fleetforge.cluster.StateLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
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
    /** A platform that runs for longer than this opens no further jar. */
    private static final Duration UNUSED = Duration.ofHours(12);

    private static final String USED = ".used";

    static UserCache ofThisUser() {
        var xdg = System.getenv("XDG_CACHE_HOME");
        var base = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return new UserCache(base.toAbsolutePath().resolve("fleetforge"));
    }

    /**
     * The entry {@code name-fingerprint}; {@code build} fills an empty folder first when it does not exist.
     *
     * @throws PlatformException when {@code build} fails; nothing of it stays
     */
    Path entry(String name, String fingerprint, Consumer<Path> build) {
        var entry = folder.resolve(name + "-" + fingerprint);
        if (!Files.isDirectory(entry)) {
            try (var lock = StateLock.acquire(folder.resolve(name + ".lock"))) {
                if (!Files.isDirectory(entry)) {
                    make(entry, build);
                    prune(name);
                }
            }
        }
        touch(entry);
        return entry;
    }

    private static void make(Path entry, Consumer<Path> build) {
        var fresh = entry.resolveSibling(entry.getFileName() + ".building");
        StateFiles.deleteFolder(fresh);
        StateFiles.createFolder(fresh);
        try {
            build.accept(fresh);
            Files.move(fresh, entry, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new PlatformException("cannot create " + entry + ": " + e.getMessage(), e);
        } finally {
            StateFiles.deleteFolder(fresh);
        }
    }

    private static void touch(Path entry) {
        try {
            var used = entry.resolve(USED);
            if (!Files.exists(used)) {
                Files.createFile(used);
            }
            Files.setLastModifiedTime(used, FileTime.from(Instant.now()));
        } catch (IOException e) {
            throw new PlatformException("cannot write to " + entry + ": " + e.getMessage(), e);
        }
    }

    private void prune(String name) {
        var limit = Instant.now().minus(UNUSED);
        entries(name).stream()
                .skip(KEPT)
                .filter(entry -> used(entry).isBefore(limit))
                .forEach(StateFiles::deleteFolder);
    }

    /** The most recently used first. */
    private List<Path> entries(String name) {
        var pattern = name + "-[0-9a-f]{16}";
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(pattern))
                    .sorted(Comparator.comparing(UserCache::used).reversed())
                    .toList();
        } catch (IOException e) {
            throw new PlatformException("cannot list " + folder + ": " + e.getMessage(), e);
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
