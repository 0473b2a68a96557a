package io.fleetforge.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.Progress;
import io.fleetforge.cluster.StateFiles;
import io.fleetforge.cluster.StateLock;
import io.fleetforge.cluster.process.Captured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Builds images of the services as OCI archives, without a container engine. Layers from below: base, Java runtime, libraries, application,
 * AOT cache. All but the AOT cache have the same digest whenever the same jars are packed.
 *
 * @param root the checkout
 * @param base image of the lowest layers, with its digest; empty for one that is assembled from packages of this machine
 */
public record ImageArchives(Path root, Optional<String> base, Progress progress) {

    /** Tag of the images, as in the manifests. */
    public static final String TAG = "distroless";

    private static final Pattern PINNED = Pattern.compile("[^@]+@sha256:[0-9a-f]{64}");
    private static final AbsoluteUnixPath JAVA = AbsoluteUnixPath.get("/opt/java");
    private static final AbsoluteUnixPath WORK = AbsoluteUnixPath.get("/work");
    private static final String USER = "65532:65532";
    private static final Duration VERSION_DEADLINE = Duration.ofMinutes(1);
    private static final String OWN_LIBRARY = "io.fleetforge.";

    public ImageArchives {
        if (!base.map(ImageArchives::isPinned).orElse(true)) {
            throw new IllegalArgumentException(base.get() + " names no digest");
        }
    }

    /** Whether {@code base} names a digest, so that the same jars give the same image. */
    public static boolean isPinned(String base) {
        return PINNED.matcher(base).matches();
    }

    /**
     * One image.
     *
     * @param name with its tag
     * @param archive the OCI archive
     * @param digest of the manifest
     * @param bytes size of the archive
     * @param version of the service, from its own {@code --version}
     */
    public record Built(String name, Path archive, String digest, long bytes, String version) {}

    /**
     * Builds the images of {@code services}.
     *
     * @throws PlatformException when one cannot be built; archives of an earlier build stay
     */
    public List<Built> build(List<ShippedService> services) {
        var prepared = PreparedServices.of(root, progress);
        var cache = UserCache.ofThisUser();
        var system = base.isPresent() ? null : BaseSystem.locate(cache, progress);
        var built = new ArrayList<Built>();
        for (var service : services) {
            built.add(progress.step(
                    "build the image " + service.repository(), () -> build(prepared.get(service), system)));
        }
        return List.copyOf(built);
    }

    private Built build(PreparedService service, @Nullable BaseSystem system) {
        var target = StateFiles.createFolder(root.resolve("target/images"));
        var name = service.service().repository() + ":" + TAG;
        var archive = target.resolve(service.service().repository() + ".tar");
        var fresh = target.resolve(archive.getFileName() + ".building");
        var version = version(service);
        try (var lock = StateLock.acquire(target.resolve("lock"))) {
            var cache = StateFiles.createFolder(target.resolve("cache"));
            var digest = image(service, system, version)
                    .containerize(Containerizer.to(TarImage.at(fresh).named(name))
                            .setBaseImageLayersCache(cache)
                            .setApplicationLayersCache(cache)
                            .setOfflineMode(base.isEmpty()))
                    .getDigest();
            Files.move(fresh, archive, StandardCopyOption.ATOMIC_MOVE);
            return new Built(name, archive, digest.toString(), Files.size(archive), version);
        } catch (IOException
                | RegistryException
                | InvalidImageReferenceException
                | CacheDirectoryCreationException
                | ExecutionException e) {
            throw new PlatformException("cannot build " + name + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("interrupted");
        } finally {
            delete(fresh);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new PlatformException("cannot delete " + file + ": " + e.getMessage(), e);
        }
    }

    private JibContainerBuilder image(PreparedService service, @Nullable BaseSystem system, String version)
            throws IOException, InvalidImageReferenceException {
        var builder = base.isPresent() ? Jib.from(base.get()) : Jib.fromScratch();
        if (system != null) {
            builder.addFileEntriesLayer(layer("base", system.folder(), AbsoluteUnixPath.get("/"), file -> true));
        }
        var folder = service.folder();
        builder.addFileEntriesLayer(layer("java", service.runtime().folder(), JAVA, file -> true));
        builder.addFileEntriesLayer(layer("libraries", folder, WORK, ImageArchives::isLibrary));
        builder.addFileEntriesLayer(
                layer("application", folder, WORK, file -> !isLibrary(file) && isApplication(file)));
        service.aotCache()
                .ifPresent(cache -> builder.addFileEntriesLayer(FileEntriesLayer.builder()
                        .setName("aot")
                        .addEntry(
                                cache,
                                WORK.resolve(PreparedService.AOT_CACHE),
                                FilePermissions.DEFAULT_FILE_PERMISSIONS,
                                Folders.TIME)
                        .build()));
        return builder.setFormat(ImageFormat.OCI)
                .setPlatforms(Set.of(new Platform(architecture(), "linux")))
                .setCreationTime(Instant.EPOCH)
                .setUser(USER)
                .setWorkingDirectory(WORK)
                .setEntrypoint(entrypoint(service.aotCache().isPresent()))
                .setLabels(labels(service, system, version));
    }

    /** As {@link PreparedService#command}, but an AOT cache that does not fit is left out: the service starts, slower. */
    private static List<String> entrypoint(boolean hasAotCache) {
        var command = new ArrayList<String>();
        command.add(JAVA.resolve("bin/java").toString());
        command.add("@" + WORK.resolve(PreparedService.OPTIONS));
        if (hasAotCache) {
            command.add("-XX:AOTCache=" + WORK.resolve(PreparedService.AOT_CACHE));
        }
        command.add("-jar");
        command.add(WORK.resolve(PreparedService.JAR).toString());
        return command;
    }

    private Map<String, String> labels(PreparedService service, @Nullable BaseSystem system, String version) {
        return Map.of(
                "org.opencontainers.image.title",
                service.service().repository(),
                "org.opencontainers.image.version",
                version,
                "org.opencontainers.image.licenses",
                "Apache-2.0",
                "org.opencontainers.image.base.name",
                system == null ? base.orElseThrow() : "scratch with " + system.origin(),
                "io.fleetforge.java.version",
                service.runtime().version());
    }

    /** Without the environment of the user, whose JVM options may print or forbid something. */
    private static String version(PreparedService service) {
        var repository = service.service().repository();
        var command = new ArrayList<>(service.command(List.of(), AotTraining.LIMIT));
        command.add("--version");
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        var ended = Captured.of(builder, VERSION_DEADLINE);
        var line = ended.output()
                .lines()
                .filter(candidate -> candidate.startsWith(repository + " "))
                .findFirst();
        if (ended.exitCode() != 0 || line.isEmpty()) {
            throw new PlatformException(
                    repository + " --version failed: " + ended.output().strip());
        }
        return line.get().split(" ", 3)[1];
    }

    /** Of others, which change less often than the application. */
    private static boolean isLibrary(Path file) {
        return file.startsWith("lib") && !file.getFileName().toString().startsWith(OWN_LIBRARY);
    }

    private static boolean isApplication(Path file) {
        var name = file.toString();
        return !name.equals(PreparedService.AOT_CACHE) && !name.startsWith(".");
    }

    /** @param isIn of paths relative to {@code folder} */
    private static FileEntriesLayer layer(String name, Path folder, AbsoluteUnixPath at, Predicate<Path> isIn) {
        var layer = FileEntriesLayer.builder().setName(name);
        for (var file : Folders.files(folder)) {
            var relative = folder.relativize(file);
            if (isIn.test(relative)) {
                layer.addEntry(
                        file,
                        at.resolve(relative.toString()),
                        FilePermissions.fromOctalString(Files.isExecutable(file) ? "755" : "644"),
                        Folders.TIME);
            }
        }
        return layer.build();
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    }
}
