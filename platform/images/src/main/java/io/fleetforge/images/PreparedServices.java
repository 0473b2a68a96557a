package io.fleetforge.images;

import io.fleetforge.cluster.Fingerprint;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.Progress;
import io.fleetforge.cluster.StateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * The services of a checkout, prepared to start as in their images: copied with the times of a layer, with the runtime, the JVM options
 * and an AOT cache. What is in the cache of this user is not made again. Thread-safe.
 */
public final class PreparedServices {

    /** {@code off} leaves the AOT caches out. */
    private static final String AOT = "FLEETFORGE_AOT";

    private static final int AT_ONCE = 2;
    private static final Map<Path, PreparedServices> OF_ROOTS = new ConcurrentHashMap<>();

    /** A build, by the times and sizes of its files, and what was prepared of it. */
    private record Prepared(String build, PreparedService service) {}

    private final Path root;
    private final UserCache cache;
    private final JavaRuntime runtime;
    private final Map<ShippedService, Prepared> prepared = new ConcurrentHashMap<>();

    PreparedServices(Path root, UserCache cache, JavaRuntime runtime) {
        this.root = root;
        this.cache = cache;
        this.runtime = runtime;
    }

    /**
     * All services, with AOT caches unless {@code FLEETFORGE_AOT=off}.
     *
     * @param root the checkout
     * @throws PlatformException when a service is not built or does not start
     */
    public static PreparedServices of(Path root, Progress progress) {
        return OF_ROOTS.computeIfAbsent(root, checkout -> {
            var cache = UserCache.ofThisUser();
            var services = new PreparedServices(checkout, cache, JavaRuntime.locate(cache, progress));
            services.prepareAll(isTrained(), progress);
            return services;
        });
    }

    private static boolean isTrained() {
        var value = System.getenv(AOT);
        if (value == null || value.isBlank() || value.equals("on")) {
            return true;
        }
        if (value.equals("off")) {
            return false;
        }
        throw new PlatformException(AOT + " is " + value + "; it must be on or off");
    }

    /**
     * The service as it is built now. One that was built again since is prepared without an AOT cache, which takes a moment instead of
     * the time of a training. While no build is there, such as during one, the service as it was prepared last.
     *
     * @throws PlatformException when it was never built
     */
    public synchronized PreparedService get(ShippedService service) {
        var known = prepared.get(service);
        if (known != null && Files.isDirectory(known.service().folder())) {
            if (!isBuilt(service) || known.build().equals(build(service))) {
                UserCache.touch(known.service().folder());
                return known.service();
            }
        }
        return prepare(service, false, Progress.silent());
    }

    private boolean isBuilt(ShippedService service) {
        return Files.isRegularFile(service.application(root).resolve(PreparedService.JAR));
    }

    /** Two at a time: a training waits for the service as much as it computes. */
    private void prepareAll(boolean isTrained, Progress progress) {
        var trainings = Executors.newFixedThreadPool(AT_ONCE);
        try {
            var started = Arrays.stream(ShippedService.values())
                    .map(service -> trainings.submit(() -> prepare(service, isTrained, progress)))
                    .toList();
            for (var training : started) {
                training.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PlatformException failed
                    ? failed
                    : new PlatformException("a service could not be prepared: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("interrupted");
        } finally {
            trainings.shutdownNow();
        }
    }

    PreparedService prepare(ShippedService service, boolean isTrained, Progress progress) {
        var application = service.application(root);
        if (!isBuilt(service)) {
            throw new PlatformException(service.module() + " is not built; run ./fleetforge build");
        }
        var build = build(service);
        var fingerprint = Fingerprint.of(Folders.listing(application) + options(service) + runtime.fingerprint());
        var folder = cache.entry(
                service.repository() + (isTrained ? "" : "-untrained"),
                fingerprint,
                fresh -> make(new PreparedService(service, runtime, fresh, Optional.empty()), isTrained, progress));
        var done = new PreparedService(
                service,
                runtime,
                folder,
                isTrained ? Optional.of(folder.resolve(PreparedService.AOT_CACHE)) : Optional.empty());
        prepared.put(service, new Prepared(build, done));
        return done;
    }

    private void make(PreparedService fresh, boolean isTrained, Progress progress) {
        StateFiles.copyFolder(fresh.service().application(root), fresh.folder());
        StateFiles.write(fresh.folder().resolve(PreparedService.OPTIONS), options(fresh.service()));
        Folders.fixTimes(fresh.folder());
        if (isTrained) {
            var name = fresh.service().repository();
            progress.step("train the AOT cache of " + name + " (once per build)", () -> {
                var log = cache.folder().resolve(name + "-training.log");
                new AotTraining(fresh, log).write(fresh.folder().resolve(PreparedService.AOT_CACHE));
            });
        }
    }

    private String build(ShippedService service) {
        return Folders.times(service.application(root)) + options(service);
    }

    private String options(ShippedService service) {
        var file = service.jvmOptions(root);
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new PlatformException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
