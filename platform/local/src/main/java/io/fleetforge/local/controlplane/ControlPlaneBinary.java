package io.fleetforge.local.controlplane;

import io.fleetforge.local.PlatformException;
import io.fleetforge.local.Progress;
import io.fleetforge.local.StateFiles;
import io.fleetforge.local.process.Captured;
import io.fleetforge.local.process.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The one file with etcd, kube-apiserver, kube-controller-manager, kube-scheduler and kubectl. Looked for in
 * {@code FLEETFORGE_CONTROLPLANE}, then in the cache of the checkout, else built with Go.
 */
public record ControlPlaneBinary(Path path) {

    private static final String KUBERNETES_VERSION = "v1.36.3";
    private static final String VERSION_PACKAGE = "k8s.io/component-base/version";
    private static final long BUILD_DEADLINE_MINUTES = 40;
    private static final Pattern GO_VERSION = Pattern.compile("go(\\d+)\\.(\\d+)");
    private static final Duration GO_ANSWERS = Duration.ofMinutes(2);
    private static final int GO_MAJOR = 1;
    private static final int GO_MINOR = 26;

    /**
     * @param root the checkout
     */
    public static ControlPlaneBinary locate(Path root, Progress progress) {
        var given = System.getenv("FLEETFORGE_CONTROLPLANE");
        if (given != null && !given.isBlank()) {
            var path = Path.of(given);
            if (!Files.isExecutable(path)) {
                throw new PlatformException("FLEETFORGE_CONTROLPLANE names " + given
                        + ", which is not an executable file; unset it to use the cache or a build");
            }
            return new ControlPlaneBinary(path.toAbsolutePath());
        }
        var module = root.resolve("infra/controlplane");
        var cached = root.resolve(".fleetforge/cache/controlplane-" + fingerprint(module));
        if (!Files.isExecutable(cached)) {
            progress.step(
                    "build the control plane with Go (once, four to eight minutes on two cores)",
                    () -> build(module, cached));
        }
        return new ControlPlaneBinary(cached);
    }

    private static void build(Path module, Path target) {
        requireGo();
        StateFiles.createFolder(StateFiles.folderOf(target));
        var fresh = target.resolveSibling(target.getFileName() + ".building");
        var log = target.resolveSibling("controlplane-build.log");
        var flags = "-s -w -X %1$s.gitVersion=%2$s -X %1$s.gitMajor=1 -X %1$s.gitMinor=36"
                .formatted(VERSION_PACKAGE, KUBERNETES_VERSION);
        var builder = new ProcessBuilder("go", "build", "-trimpath", "-ldflags=" + flags, "-o", fresh.toString(), ".")
                .directory(module.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("CGO_ENABLED", "0");
        Process process = null;
        try {
            process = builder.start();
            if (!process.waitFor(BUILD_DEADLINE_MINUTES, TimeUnit.MINUTES)) {
                throw new PlatformException("go build did not end within " + BUILD_DEADLINE_MINUTES + " minutes");
            }
            if (process.exitValue() != 0) {
                throw new PlatformException("go build failed; " + ProcessTable.tail(log));
            }
            Files.move(fresh, target, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new PlatformException("go build could not run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("go build was interrupted");
        } finally {
            if (process != null) {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
            }
        }
    }

    private static void requireGo() {
        var advice = "Go " + GO_MAJOR + "." + GO_MINOR + " or newer is needed to build the control plane; get it from"
                + " go.dev/dl or set FLEETFORGE_CONTROLPLANE to a built one";
        String text;
        try {
            text = Captured.of(new ProcessBuilder("go", "version"), GO_ANSWERS).output();
        } catch (PlatformException e) {
            throw new PlatformException(advice + " (found: none)", e);
        }
        var version = GO_VERSION.matcher(text);
        if (!version.find()
                || (Integer.parseInt(version.group(1)) == GO_MAJOR && Integer.parseInt(version.group(2)) < GO_MINOR)) {
            throw new PlatformException(advice + " (found: " + text.strip() + ")");
        }
    }

    private static String fingerprint(Path module) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var name : List.of("go.mod", "go.sum", "main.go")) {
                digest.update(Files.readAllBytes(module.resolve(name)));
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (IOException e) {
            throw new PlatformException("cannot read " + module + "; run from a whole checkout", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
