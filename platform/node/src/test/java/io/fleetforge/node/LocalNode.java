package io.fleetforge.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fleetforge.cluster.Progress;
import io.fleetforge.cluster.StateFiles;
import io.fleetforge.cluster.controlplane.ControlPlane;
import io.fleetforge.cluster.controlplane.ControlPlaneBinary;
import io.fleetforge.cluster.controlplane.Kubectl;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** A control plane with one node for a test class, in a folder of its own. Tests restart the agent themselves. */
final class LocalNode implements AutoCloseable {

    private static final String IMAGES = """
            images:
              web:
                command: ["${java}", -Xmx32m, -XX:+UseSerialGC, -XX:TieredStopAtLevel=1, -m, jdk.httpserver]
              shell:
                command: [/bin/sh, -c]
              whoami:
                command: ["${java}", -Xmx96m, -XX:+UseSerialGC, -XX:TieredStopAtLevel=1, -cp, '%s', %s]
            """;

    private final Path state;
    private final ControlPlane controlPlane;
    private final KubernetesClient client;
    private final Kubectl kubectl;
    private NodeAgent agent;

    LocalNode(Path state) {
        this.state = state;
        var root = Path.of(System.getProperty("fleetforge.root"));
        StateFiles.write(
                state.resolve("images.yaml"),
                IMAGES.formatted(System.getProperty("java.class.path"), WhoAmI.class.getName()));
        controlPlane =
                ControlPlane.start(state.resolve("controlplane"), ControlPlaneBinary.locate(root, Progress.silent()));
        client = controlPlane.client();
        kubectl = new Kubectl(controlPlane.binary(), controlPlane.kubeconfig());
        agent = startAgent();
        eventually(() -> client.serviceAccounts()
                        .inNamespace("default")
                        .withName("default")
                        .get()
                != null);
    }

    private NodeAgent startAgent() {
        return NodeAgent.start(
                controlPlane,
                ImageMap.load(state, state.resolve("images.yaml"), service -> Optional.empty()),
                state.resolve("node"),
                "test");
    }

    /** Closes the agent, keeping its pods running, and starts another one. */
    void restartAgent(Runnable meanwhile) {
        agent.close();
        meanwhile.run();
        agent = startAgent();
    }

    KubernetesClient client() {
        return client;
    }

    ControlPlane controlPlane() {
        return controlPlane;
    }

    Kubectl kubectl() {
        return kubectl;
    }

    /** A pod that serves a folder over HTTP on its address. */
    static PodBuilder web(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .endMetadata()
                .withNewSpec()
                .withTerminationGracePeriodSeconds(5L)
                .addNewContainer()
                .withName("web")
                .withImage("registry.example/web:any")
                .withArgs("-b", "$(POD_IP)", "-p", "8080", "-d", "/srv")
                .addNewEnv()
                .withName("POD_IP")
                .withNewValueFrom()
                .withNewFieldRef()
                .withFieldPath("status.podIP")
                .endFieldRef()
                .endValueFrom()
                .endEnv()
                .addNewPort()
                .withName("http")
                .withContainerPort(8080)
                .endPort()
                .withNewReadinessProbe()
                .withPeriodSeconds(1)
                .withNewHttpGet()
                .withPath("/")
                .withNewPort("http")
                .endHttpGet()
                .endReadinessProbe()
                .addNewVolumeMount()
                .withName("srv")
                .withMountPath("/srv")
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName("srv")
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume()
                .endSpec();
    }

    /** A pod that runs a shell script. */
    static PodBuilder shell(String name, String restartPolicy, String script) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy(restartPolicy)
                .withTerminationGracePeriodSeconds(2L)
                .addNewContainer()
                .withName("main")
                .withImage("shell")
                .withArgs(script)
                .endContainer()
                .endSpec();
    }

    Pod create(PodBuilder pod) {
        return client.resource(pod.build()).create();
    }

    Pod get(String name) {
        return client.pods().inNamespace("default").withName(name).get();
    }

    Pod awaitReady(String name) {
        eventually(() -> isReady(get(name)));
        return get(name);
    }

    static boolean isReady(Pod pod) {
        return pod != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Ready")
                                && condition.getStatus().equals("True"));
    }

    /** Pid of the first container's process, from its id in the status. */
    static long pid(Pod pod) {
        var id = pod.getStatus().getContainerStatuses().getFirst().getContainerID();
        return Long.parseLong(id.substring("process://".length(), id.indexOf('-')));
    }

    static void eventually(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(40))
                .ignoreExceptions()
                .until(condition);
    }

    List<String> running() {
        return NodeAgent.runningContainers(state.resolve("node"));
    }

    @Override
    public void close() {
        agent.closeAndEndPods();
        client.close();
        controlPlane.close();
    }
}
