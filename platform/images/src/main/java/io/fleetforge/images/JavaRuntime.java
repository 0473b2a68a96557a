package io.fleetforge.images;

import io.fleetforge.cluster.Fingerprint;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.Progress;
import io.fleetforge.cluster.process.Captured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The Java runtime of the images: the modules that the services need, linked from the JDK that runs this. The same folder starts the
 * services on the process node, because an AOT cache fits only the runtime that it was trained with.
 *
 * @param folder with {@code bin/java}
 * @param version of the JDK, such as {@code 25.0.3+9-LTS}
 * @param fingerprint of the JDK and the modules
 */
public record JavaRuntime(Path folder, String version, String fingerprint) {

    /** With jcmd: an image has no shell, and {@code kubectl exec} of jcmd prints threads and heap of a container. */
    private static final String MODULES =
            "java.se,jdk.charsets,jdk.crypto.ec,jdk.jcmd,jdk.jfr,jdk.localedata,jdk.management,"
                    + "jdk.management.agent,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs";

    private static final List<String> LINK = List.of(
            "--add-modules",
            MODULES,
            "--include-locales",
            "en",
            "--no-header-files",
            "--no-man-pages",
            "--compress",
            "zip-6");
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    /**
     * The runtime from the cache of this user, linked first when it is missing.
     *
     * @throws PlatformException when the JDK that runs this cannot link one, with what jlink printed
     */
    static JavaRuntime locate(UserCache cache, Progress progress) {
        var jdk = Path.of(System.getProperty("java.home"));
        var fingerprint = Fingerprint.of(release(jdk) + String.join(" ", LINK));
        var folder = cache.entry(
                "jre",
                fingerprint,
                fresh -> progress.step("link the Java runtime of the images (once)", () -> link(jdk, fresh)));
        return new JavaRuntime(folder.resolve("java"), System.getProperty("java.runtime.version"), fingerprint);
    }

    private static String release(Path jdk) {
        try {
            return Files.readString(jdk.resolve("release"));
        } catch (IOException e) {
            throw new PlatformException(jdk + " has no file release; a whole JDK is needed", e);
        }
    }

    private static void link(Path jdk, Path fresh) {
        var jlink = jdk.resolve("bin/jlink");
        if (!Files.isExecutable(jlink)) {
            throw new PlatformException(jlink + " is missing; a whole JDK is needed, not a JRE");
        }
        var target = fresh.resolve("java");
        var command = new ArrayList<>(List.of(jlink.toString(), "--output", target.toString()));
        command.addAll(LINK);
        var linked = Captured.of(new ProcessBuilder(command), DEADLINE);
        if (linked.exitCode() != 0) {
            throw new PlatformException("jlink failed: " + linked.output().strip());
        }
        Folders.fixTimes(target);
    }

    /** The program {@code java}. */
    Path java() {
        return folder.resolve("bin/java");
    }
}
