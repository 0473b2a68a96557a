package io.fleetforge.local.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScrapeTargetTest {

    @Test
    void shouldNameJobNamespacePodAndWorldOfAHost() {
        var host = pod("starter-h-0", "default", "fleetforge-cell", "Running", "127.9.0.7");
        host.getMetadata().getLabels().put("fleetforge.io/world", "starter");

        assertThat(ScrapeTarget.of(List.of(host)))
                .containsExactly(new ScrapeTarget(
                        List.of("127.9.0.7:8080"),
                        Map.of("job", "cell-host", "namespace", "default", "pod", "starter-h-0", "world", "starter")));
    }

    @Test
    void shouldScrapeTheFiveServicesOnly() {
        var pods = List.of(
                pod("e", "s", "fleetforge-controller", "Running", "127.9.0.1"),
                pod("d", "s", "fleetforge-cell", "Running", "127.9.0.2"),
                pod("c", "s", "fleetforge-alert-router", "Running", "127.9.0.3"),
                pod("b", "s", "fleetforge-backup", "Running", "127.9.0.4"),
                pod("a", "s", "fleetforge-chaos", "Running", "127.9.0.5"),
                pod("f", "s", "other-app", "Running", "127.9.0.6"));

        assertThat(ScrapeTarget.of(pods))
                .extracting(target -> target.labels().get("job"))
                .containsExactly(
                        "chaos-service", "backup-service", "alert-router", "cell-host", "fleetforge-controller");
    }

    @Test
    void shouldScrapeAFailedPodButNoPendingOrSucceededOne() {
        var pods = List.of(
                pod("failed", "s", "fleetforge-cell", "Failed", "127.9.0.1"),
                pod("waiting", "s", "fleetforge-cell", "Pending", "127.9.0.2"),
                pod("done", "s", "fleetforge-cell", "Succeeded", "127.9.0.3"));

        assertThat(ScrapeTarget.of(pods))
                .extracting(target -> target.labels().get("pod"))
                .containsExactly("failed");
    }

    @Test
    void shouldRouteAlertsToARouterThatIsNotTerminating() {
        var leaving = pod("a", "s", "fleetforge-alert-router", "Running", "127.9.0.1");
        leaving.getMetadata().setDeletionTimestamp("2026-01-01T00:00:00Z");
        var staying = pod("b", "s", "fleetforge-alert-router", "Running", "127.9.0.2");

        assertThat(ScrapeTarget.alertRouter(List.of(leaving))).isEmpty();
        assertThat(ScrapeTarget.alertRouter(List.of(leaving, staying))).contains("127.9.0.2:8080");
    }

    private static Pod pod(String name, String namespace, String app, String phase, String address) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .addToLabels("app", app)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("main")
                .addNewPort()
                .withName("http")
                .withContainerPort(8080)
                .endPort()
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withPhase(phase)
                .withPodIP(address)
                .endStatus()
                .build();
    }
}
