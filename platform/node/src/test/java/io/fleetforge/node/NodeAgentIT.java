package io.fleetforge.node;

import static io.fleetforge.node.LocalNode.eventually;
import static io.fleetforge.node.LocalNode.isReady;
import static io.fleetforge.node.LocalNode.pid;
import static io.fleetforge.node.LocalNode.shell;
import static io.fleetforge.node.LocalNode.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeAgentIT {

    @TempDir
    static Path temp;

    private static LocalNode node;

    @BeforeAll
    static void start() {
        node = new LocalNode(temp.resolve("a state"));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void shouldMakeADeploymentAvailableAndShowThePodsAddress() {
        var labels = Map.of("app", "web");
        var template = web("template")
                .editMetadata()
                .withName(null)
                .withNamespace(null)
                .withLabels(labels)
                .endMetadata()
                .build();
        node.client()
                .resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName("web")
                        .withNamespace("default")
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(2)
                        .withNewSelector()
                        .withMatchLabels(labels)
                        .endSelector()
                        .withNewTemplate()
                        .withMetadata(template.getMetadata())
                        .withSpec(template.getSpec())
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();

        eventually(() -> node.client()
                        .apps()
                        .deployments()
                        .inNamespace("default")
                        .withName("web")
                        .get()
                        .getStatus()
                        .getAvailableReplicas()
                == 2);

        var addresses = node.client().pods().inNamespace("default").withLabels(labels).list().getItems().stream()
                .map(pod -> pod.getStatus().getPodIP())
                .toList();
        assertThat(addresses).hasSize(2).doesNotHaveDuplicates().allMatch(address -> address.startsWith("127."));
        assertThat(node.kubectl().require("get", "pods", "-o", "wide", "-l", "app=web"))
                .contains(addresses);
    }

    @Test
    void shouldRestartAKilledContainerAndReportItsExit() {
        node.create(web("killed"));
        var before = pid(node.awaitReady("killed"));

        ProcessHandle.of(before).orElseThrow().destroyForcibly();

        eventually(() -> isReady(node.get("killed")) && pid(node.get("killed")) != before);
        var status = node.get("killed").getStatus().getContainerStatuses().getFirst();
        assertThat(status.getRestartCount()).isEqualTo(1);
        assertThat(status.getLastState().getTerminated().getExitCode()).isEqualTo(137);
        assertThat(status.getLastState().getTerminated().getSignal()).isEqualTo(9);
    }

    @Test
    void shouldShowTheLogOfThePreviousStart() {
        node.create(LocalNode.shell("logging", "Always", "echo start at $$(date +%N); exec sleep 60"));
        eventually(() -> node.kubectl().run("logs", "logging").output().contains("start at"));
        var first = node.kubectl().require("logs", "logging");

        ProcessHandle.of(pid(node.get("logging"))).orElseThrow().destroyForcibly();

        eventually(() -> node.get("logging")
                                .getStatus()
                                .getContainerStatuses()
                                .getFirst()
                                .getRestartCount()
                        == 1
                && node.kubectl().run("logs", "logging").output().contains("start at"));
        assertThat(node.kubectl().require("logs", "logging")).isNotEqualTo(first);
        assertThat(node.kubectl().require("logs", "logging", "--previous")).isEqualTo(first);
    }

    @Test
    void shouldEndAFollowedLogWithItsContainer() {
        node.create(LocalNode.shell("short", "Never", "for i in 1 2 3 4; do echo line $i; sleep 0.5; done"));
        eventually(() -> node.kubectl().run("logs", "short").output().contains("line 1"));

        assertThat(node.kubectl().require("logs", "-f", "short").lines())
                .containsExactly("line 1", "line 2", "line 3", "line 4");
    }

    @Test
    void shouldContinueWhileTheApiServerIsDown() {
        node.create(web("steady"));
        var before = pid(node.awaitReady("steady"));

        node.controlPlane().killApiServer();
        assertThat(ProcessHandle.of(before).map(ProcessHandle::isAlive)).contains(true);
        node.controlPlane().restartApiServer();
        ProcessHandle.of(before).orElseThrow().destroyForcibly();

        eventually(() -> isReady(node.get("steady")) && pid(node.get("steady")) != before);
        node.create(web("created-later"));
        node.awaitReady("created-later");
    }

    @Test
    void shouldAdoptRunningContainersWhenTheAgentRestarts() {
        node.create(web("adopted"));
        var before = node.awaitReady("adopted");
        var runningBefore = node.running();

        node.restartAgent(() -> assertThat(ProcessHandle.of(pid(before))).isPresent());
        node.create(web("after-restart"));
        var created = node.awaitReady("after-restart");

        var after = node.awaitReady("adopted");
        assertThat(pid(after)).isEqualTo(pid(before));
        assertThat(after.getStatus().getPodIP()).isEqualTo(before.getStatus().getPodIP());
        assertThat(created.getStatus().getPodIP())
                .isNotEqualTo(before.getStatus().getPodIP());
        assertThat(after.getStatus().getContainerStatuses().getFirst().getRestartCount())
                .isZero();
        assertThat(node.running()).containsAll(runningBefore);
    }

    @Test
    void shouldDetectAnExitWhileNoAgentRan() {
        node.create(web("unseen"));
        var before = pid(node.awaitReady("unseen"));

        node.restartAgent(() -> {
            ProcessHandle.of(before).orElseThrow().destroyForcibly();
            eventually(
                    () -> !ProcessHandle.of(before).map(ProcessHandle::isAlive).orElse(false));
        });

        eventually(() -> isReady(node.get("unseen")) && pid(node.get("unseen")) != before);
        var status = node.get("unseen").getStatus().getContainerStatuses().getFirst();
        assertThat(status.getRestartCount()).isEqualTo(1);
        assertThat(status.getLastState().getTerminated().getReason()).isEqualTo("ContainerStatusUnknown");
    }

    @Test
    void shouldEndTheProcessWhenItsPodIsDeleted() {
        node.create(web("deleted"));
        var process = ProcessHandle.of(pid(node.awaitReady("deleted"))).orElseThrow();

        node.client().pods().inNamespace("default").withName("deleted").delete();

        eventually(() -> node.get("deleted") == null && !process.isAlive());
    }

    @Test
    void shouldKillAContainerThatIgnoresTheSignalAfterTheGracePeriod() {
        node.create(shell("stubborn", "Always", "trap '' TERM; while :; do sleep 1; done"));
        eventually(() -> "Running".equals(node.get("stubborn").getStatus().getPhase()));
        var process = ProcessHandle.of(pid(node.get("stubborn"))).orElseThrow();

        node.client().pods().inNamespace("default").withName("stubborn").delete();

        eventually(() -> node.get("stubborn") == null && !process.isAlive());
    }

    @Test
    void shouldWaitForAnUnmappedImage() {
        node.create(new PodBuilder(web("unknown").build())
                .editSpec()
                .editFirstContainer()
                .withImage("registry.example/unmapped:1")
                .endContainer()
                .endSpec());

        eventually(() -> node.get("unknown").getStatus().getContainerStatuses().size() == 1);
        var waiting = node.get("unknown")
                .getStatus()
                .getContainerStatuses()
                .getFirst()
                .getState()
                .getWaiting();
        assertThat(waiting.getReason()).isEqualTo("ErrImagePull");
        assertThat(waiting.getMessage()).contains("unmapped", "images.yaml");
        assertThat(node.get("unknown").getStatus().getPhase()).isEqualTo("Pending");
    }

    @Test
    void shouldNameTheFieldsThatItDoesNotRun() {
        node.create(new PodBuilder(web("hooked").build())
                .editSpec()
                .editFirstContainer()
                .withNewLifecycle()
                .withNewPreStop()
                .withNewExec()
                .withCommand("sleep", "5")
                .endExec()
                .endPreStop()
                .endLifecycle()
                .withNewReadinessProbe()
                .withNewExec()
                .withCommand("true")
                .endExec()
                .endReadinessProbe()
                .endContainer()
                .endSpec());

        eventually(() -> waiting("hooked") != null);
        assertThat(waiting("hooked").getReason()).isEqualTo("CreateContainerConfigError");
        assertThat(waiting("hooked").getMessage())
                .contains("spec.containers[web].lifecycle.preStop", "spec.containers[web].readinessProbe.exec");
        eventually(() -> !warnings("hooked").isEmpty());
        assertThat(warnings("hooked")).singleElement().satisfies(event -> {
            assertThat(event.getReason()).isEqualTo("Failed");
            assertThat(event.getMessage()).startsWith("Error: ").contains("lifecycle.preStop");
        });
    }

    @Test
    void shouldStartAContainerWhoseConfigMapGetsTheMissingKey() {
        node.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("keyless")
                        .withNamespace("default")
                        .endMetadata()
                        .build())
                .create();
        node.create(new PodBuilder(shell("keyed", "Always", "exec sleep 60").build())
                .editSpec()
                .editFirstContainer()
                .addNewEnv()
                .withName("COLOUR")
                .withNewValueFrom()
                .withNewConfigMapKeyRef("colour", "keyless", null)
                .endValueFrom()
                .endEnv()
                .endContainer()
                .endSpec());
        eventually(() -> waiting("keyed") != null);
        assertThat(waiting("keyed").getReason()).isEqualTo("CreateContainerConfigError");
        assertThat(waiting("keyed").getMessage()).isEqualTo("couldn't find key colour in ConfigMap default/keyless");

        node.client()
                .configMaps()
                .inNamespace("default")
                .withName("keyless")
                .edit(map ->
                        new ConfigMapBuilder(map).addToData("colour", "red").build());

        eventually(() -> isReady(node.get("keyed")));
        assertThat(warnings("keyed")).as("once, however often it was tried").hasSize(1);
    }

    @Test
    void shouldProbeOverHttpsWithoutVerifyingTheCertificate() {
        var api = URI.create(node.client().getConfiguration().getMasterUrl());
        node.create(new PodBuilder(shell("tls", "Always", "exec sleep 60").build())
                .editSpec()
                .editFirstContainer()
                .withNewReadinessProbe()
                .withNewHttpGet()
                .withScheme("HTTPS")
                .withHost(api.getHost())
                .withPort(new IntOrString(api.getPort()))
                .withPath("/livez")
                .addNewHttpHeader(
                        "Authorization",
                        "Bearer " + node.client().getConfiguration().getOauthToken())
                .endHttpGet()
                .endReadinessProbe()
                .endContainer()
                .endSpec());

        eventually(() -> isReady(node.get("tls")));
    }

    private static @Nullable ContainerStateWaiting waiting(String pod) {
        var statuses = node.get(pod).getStatus().getContainerStatuses();
        return statuses.isEmpty() ? null : statuses.getFirst().getState().getWaiting();
    }

    private static List<Event> warnings(String pod) {
        return node
                .client()
                .v1()
                .events()
                .inNamespace("default")
                .withField("involvedObject.name", pod)
                .list()
                .getItems()
                .stream()
                .filter(event -> event.getType().equals("Warning"))
                .filter(event -> event.getReason().equals("Failed"))
                .toList();
    }

    @Test
    void shouldRunInitContainersInOrderBeforeTheOthers() {
        node.create(new PodBuilder(shell("ordered", "Never", "test \"$(cat /work/order)\" = ab && echo fine")
                        .build())
                .editSpec()
                .addNewInitContainer()
                .withName("first")
                .withImage("shell")
                .withArgs("sleep 0.3; printf a >> $FILE")
                .addNewEnv()
                .withName("FILE")
                .withValue("/work/order")
                .endEnv()
                .addNewVolumeMount()
                .withName("work")
                .withMountPath("/work")
                .endVolumeMount()
                .endInitContainer()
                .addNewInitContainer()
                .withName("second")
                .withImage("shell")
                .withArgs("printf b >> $FILE")
                .addNewEnv()
                .withName("FILE")
                .withValue("/work/order")
                .endEnv()
                .addNewVolumeMount()
                .withName("work")
                .withMountPath("/work")
                .endVolumeMount()
                .endInitContainer()
                .editFirstContainer()
                .withArgs("test \"$(cat \"$FILE\")\" = ab && echo fine")
                .addNewEnv()
                .withName("FILE")
                .withValue("/work/order")
                .endEnv()
                .addNewVolumeMount()
                .withName("work")
                .withMountPath("/work")
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName("work")
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume()
                .endSpec());

        eventually(() -> "Succeeded".equals(node.get("ordered").getStatus().getPhase()));
        assertThat(node.get("ordered").getStatus().getInitContainerStatuses())
                .allMatch(
                        status -> status.getState().getTerminated().getReason().equals("Completed"));
        assertThat(node.kubectl().require("logs", "ordered")).contains("fine");
    }

    @Test
    void shouldFailThePodOfAnInitContainerThatFails() {
        node.create(new PodBuilder(shell("init-fails", "Never", "echo never").build())
                .editSpec()
                .addNewInitContainer()
                .withName("first")
                .withImage("shell")
                .withArgs("exit 3")
                .endInitContainer()
                .endSpec());

        eventually(() -> "Failed".equals(node.get("init-fails").getStatus().getPhase()));
        assertThat(node.get("init-fails")
                        .getStatus()
                        .getInitContainerStatuses()
                        .getFirst()
                        .getState()
                        .getTerminated()
                        .getExitCode())
                .isEqualTo(3);
    }

    @Test
    void shouldBackOffWhenAContainerCrashesRepeatedly() {
        node.create(shell("crashing", "Always", "exit 4"));

        eventually(() -> {
            var state = node.get("crashing").getStatus().getContainerStatuses().getFirst();
            return state.getState().getWaiting() != null
                    && state.getState().getWaiting().getReason().equals("CrashLoopBackOff")
                    && state.getLastState().getTerminated().getExitCode() == 4;
        });
        assertThat(node.get("crashing")
                        .getStatus()
                        .getContainerStatuses()
                        .getFirst()
                        .getRestartCount())
                .isEqualTo(1);
    }

    @Test
    void shouldRestartOnALivenessFailureOnly() {
        node.create(new PodBuilder(web("unhealthy").build())
                .editSpec()
                .editFirstContainer()
                .withNewLivenessProbe()
                .withPeriodSeconds(1)
                .withFailureThreshold(2)
                .withNewHttpGet()
                .withPath("/absent")
                .withNewPort(8080)
                .endHttpGet()
                .endLivenessProbe()
                .endContainer()
                .endSpec());

        eventually(() -> node.get("unhealthy")
                        .getStatus()
                        .getContainerStatuses()
                        .getFirst()
                        .getRestartCount()
                >= 1);
        assertThat(node.get("unhealthy")
                        .getStatus()
                        .getContainerStatuses()
                        .getFirst()
                        .getLastState()
                        .getTerminated()
                        .getMessage())
                .contains("liveness probe failed");
    }

    @Test
    void shouldAuthenticateAContainerAsItsServiceAccountWithoutSettings() {
        node.create(new PodBuilder(shell("identity", "Never", "").build())
                .editSpec()
                .editFirstContainer()
                .withImage("whoami")
                .withArgs()
                .endContainer()
                .endSpec());

        eventually(() -> "Succeeded".equals(node.get("identity").getStatus().getPhase()));
        assertThat(node.kubectl().require("logs", "identity"))
                .contains("I am system:serviceaccount:default:default in default");
    }

    @Test
    void shouldRefuseAPodThatBreaksTheRestrictedStandard() {
        node.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("strict")
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build())
                .create();
        eventually(() -> node.client()
                        .serviceAccounts()
                        .inNamespace("strict")
                        .withName("default")
                        .get()
                != null);

        var loose = web("loose").editMetadata().withNamespace("strict").endMetadata();
        assertThatThrownBy(() -> node.create(loose))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("violates PodSecurity \"restricted");
    }
}
