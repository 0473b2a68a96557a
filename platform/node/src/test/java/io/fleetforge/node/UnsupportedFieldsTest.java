package io.fleetforge.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;

class UnsupportedFieldsTest {

    @Test
    void shouldFindNoneInAPodThatOnlyRestrictsItsProgram() {
        var pod = new PodBuilder()
                .withNewSpec()
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .endSecurityContext()
                .addNewContainer()
                .withName("main")
                .addNewVolumeMount()
                .withName("tmp")
                .withMountPath("/tmp")
                .withSubPath("a")
                .endVolumeMount()
                .withNewLivenessProbe()
                .withNewHttpGet()
                .withPath("/")
                .endHttpGet()
                .endLivenessProbe()
                .endContainer()
                .endSpec()
                .build();

        assertThat(UnsupportedFields.of(pod, pod.getSpec().getContainers().getFirst()))
                .isEmpty();
    }

    @Test
    void shouldNameEachFieldThatChangesAProgram() {
        var pod = podWithEverything();

        assertThat(UnsupportedFields.of(pod, pod.getSpec().getContainers().getFirst()))
                .containsExactly(
                        "spec.hostAliases",
                        "spec.dnsConfig",
                        "spec.containers[main].workingDir",
                        "spec.containers[main].volumeDevices",
                        "spec.containers[main].volumeMounts.subPathExpr",
                        "spec.containers[main].lifecycle.postStart",
                        "spec.containers[main].lifecycle.preStop",
                        "spec.containers[main].livenessProbe.exec",
                        "spec.containers[main].startupProbe.grpc");
    }

    private static Pod podWithEverything() {
        return new PodBuilder()
                .withNewSpec()
                .addNewHostAlias()
                .withIp("127.0.0.1")
                .endHostAlias()
                .withNewDnsConfig()
                .endDnsConfig()
                .addNewContainer()
                .withName("main")
                .withWorkingDir("/srv")
                .addNewVolumeDevice("/dev/x", "x")
                .addNewVolumeMount()
                .withName("tmp")
                .withMountPath("/tmp")
                .withSubPathExpr("$(NAME)")
                .endVolumeMount()
                .withNewLifecycle()
                .withNewPostStart()
                .endPostStart()
                .withNewPreStop()
                .endPreStop()
                .endLifecycle()
                .withNewLivenessProbe()
                .withNewExec()
                .endExec()
                .endLivenessProbe()
                .withNewStartupProbe()
                .withNewGrpc()
                .endGrpc()
                .endStartupProbe()
                .endContainer()
                .endSpec()
                .build();
    }
}
