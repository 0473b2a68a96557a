package io.fleetforge.testing;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fleetforge.cluster.Checkout;
import io.fleetforge.cluster.Progress;
import io.fleetforge.cluster.controlplane.ControlPlaneBinary;
import io.fleetforge.cluster.controlplane.Kubectl;
import io.fleetforge.local.Platform;
import java.nio.file.Path;
import java.util.UUID;

/**
 * One real platform per test JVM, with all services deployed, in a state folder of its own. Ended with the JVM; what a test
 * puts on it the test removes.
 */
public final class TestPlatform {

    private static final Holder HOLDER = new Holder();

    private final Platform platform;
    private final KubernetesClient client;

    private TestPlatform() {
        var root = root();
        var checkout = new Checkout(root, root.resolve("platform/e2e/target/platform-" + UUID.randomUUID()));
        platform = Platform.startForThisJvm(
                checkout, ControlPlaneBinary.locate(root, Progress.silent()), Progress.silent());
        platform.deploy(Progress.silent());
        client = platform.controlPlane().client();
    }

    private static final class Holder {
        @org.jspecify.annotations.Nullable
        TestPlatform platform;

        synchronized TestPlatform get() {
            if (platform == null) {
                platform = new TestPlatform();
            }
            return platform;
        }
    }

    /** The platform of this JVM; started at the first call. */
    public static TestPlatform shared() {
        return HOLDER.get();
    }

    /** The checkout under test. */
    public static Path root() {
        return Path.of(System.getProperty("fleetforge.root", "."))
                .toAbsolutePath()
                .normalize();
    }

    public Platform platform() {
        return platform;
    }

    /** The administrator's client. */
    public KubernetesClient client() {
        return client;
    }

    public Kubectl kubectl() {
        return platform.kubectl();
    }

    public TopicReader topics() {
        return new TopicReader(platform.broker().bootstrapServers());
    }

    public AuditLog audit() {
        return new AuditLog(platform.controlPlane().auditLog());
    }
}
