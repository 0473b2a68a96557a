package io.fleetforge.local.observability;

import io.fleetforge.local.PlatformException;
import io.fleetforge.local.Progress;
import io.fleetforge.local.StateFiles;
import io.fleetforge.local.process.GoBuild;
import io.fleetforge.local.process.GoModule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Jaeger v2. Looked for in {@code FLEETFORGE_JAEGER}, then in the cache of the checkout, else built with Go in its module's
 * own folder: a module of ours around it would need checksums that upstream does not have.
 */
record JaegerBinary(Path path) {

    private static final String MODULE = "github.com/jaegertracing/jaeger@v1.76.0";
    private static final List<String> ARGUMENTS = List.of("-mod=readonly", "-trimpath", "./cmd/jaeger");
    private static final String GIVEN = "FLEETFORGE_JAEGER";

    static JaegerBinary locate(Path root, Progress progress) {
        var given = System.getenv(GIVEN);
        if (given != null && !given.isBlank()) {
            var path = Path.of(given);
            if (!Files.isExecutable(path)) {
                throw new PlatformException(GIVEN + " names " + given
                        + ", which is not an executable file; unset it to use the cache or a build");
            }
            return new JaegerBinary(path.toAbsolutePath());
        }
        var cached = root.resolve(".fleetforge/cache/jaeger-" + fingerprint());
        if (!Files.isExecutable(cached)) {
            GoBuild.requireGo("Jaeger", GIVEN);
            var folder = StateFiles.createFolder(StateFiles.folderOf(cached));
            var module = progress.step("download Jaeger's Go module", () -> GoModule.download(folder, MODULE));
            progress.step(
                    "build Jaeger with Go (once, three to ten minutes on two cores)", () -> build(module, cached));
        }
        return new JaegerBinary(cached);
    }

    private static void build(Path module, Path target) {
        new GoBuild(module, ARGUMENTS, target, target.resolveSibling("jaeger-build.log")).run();
    }

    private static String fingerprint() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((MODULE + ARGUMENTS).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
