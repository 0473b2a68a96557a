package io.fleetforge.cluster.controlplane;

import io.fleetforge.cluster.Fingerprint;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.Progress;
import io.fleetforge.cluster.process.GoBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The executable with etcd, kube-apiserver, kube-controller-manager, kube-scheduler and kubectl: the one named by
 * {@code FLEETFORGE_CONTROLPLANE}, else the one in the cache of the checkout, else built with Go.
 */
public record ControlPlaneBinary(Path path) {

    private static final String VARIABLE = "FLEETFORGE_CONTROLPLANE";
    private static final String KUBERNETES_VERSION = "v1.36.3";
    private static final String VERSION_PACKAGE = "k8s.io/component-base/version";

    /**
     * @param root the checkout
     */
    public static ControlPlaneBinary locate(Path root, Progress progress) {
        var prebuilt = GoBuild.fromEnvironment(VARIABLE);
        if (prebuilt.isPresent()) {
            return new ControlPlaneBinary(prebuilt.get());
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
        GoBuild.requireGo("the control plane", VARIABLE);
        var flags = "-s -w -X %1$s.gitVersion=%2$s -X %1$s.gitMajor=1 -X %1$s.gitMinor=36"
                .formatted(VERSION_PACKAGE, KUBERNETES_VERSION);
        new GoBuild(
                        module,
                        List.of("-trimpath", "-ldflags=" + flags, "."),
                        target,
                        target.resolveSibling("controlplane-build.log"))
                .run();
    }

    private static String fingerprint(Path module) {
        try {
            return Fingerprint.of(
                    Files.readAllBytes(module.resolve("go.mod")),
                    Files.readAllBytes(module.resolve("go.sum")),
                    Files.readAllBytes(module.resolve("main.go")));
        } catch (IOException e) {
            throw new PlatformException("cannot read " + module + "; run from a whole checkout", e);
        }
    }
}
