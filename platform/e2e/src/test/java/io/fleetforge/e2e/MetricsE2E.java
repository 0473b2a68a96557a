package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.contracts.metric.Metric;
import io.fleetforge.contracts.metric.Service;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.contracts.play.ClientMessage;
import io.fleetforge.testing.TestPlatform;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The five services expose exactly the catalogue, and the series of a world are removed with it. */
class MetricsE2E {

    private static final String WORLD = "metered";
    private static final Duration SOON = Duration.ofSeconds(40);

    private final TestPlatform platform = TestPlatform.shared();
    private final Worlds worlds = new Worlds(platform);
    private final Services services = new Services(platform);

    @Test
    void shouldExposeTheCatalogueOnlyAndRemoveTheSeriesOfADeletedWorld() throws Exception {
        worlds.apply(WORLD, 2, 1);
        worlds.awaitReady(WORLD);
        play();
        for (var topic : Set.of(Topics.ALERT_EVENTS, Topics.BACKUP_COMMANDS, Topics.CHAOS_COMMANDS)) {
            platform.topics().write(topic, "default/metered", "{}".getBytes(StandardCharsets.UTF_8), Map.of());
        }

        for (var service : Service.values()) {
            await("all metrics of " + service).atMost(SOON).untilAsserted(() -> assertCatalogue(service));
        }
        assertThat(metrics(pod(Service.CONTROLLER))).contains("world=\"" + WORLD + "\"");

        worlds.delete(WORLD);
        await("no series of a world that is gone")
                .atMost(SOON)
                .untilAsserted(
                        () -> assertThat(metrics(pod(Service.CONTROLLER))).doesNotContain("world=\"" + WORLD + "\""));
    }

    /** A player joins, sends an invalid frame, crosses to the other host and leaves there. */
    private void play() throws Exception {
        try (var ann = PlayerSocket.binary(address(WORLD + "-1"))) {
            ann.join("ann", 900, 500);
            ann.raw(new byte[] {77});
            ann.send(new ClientMessage.Move(1, 905, 500));
            ann.awaitPosition("ann", 905, 500);
        }
    }

    private void assertCatalogue(Service service) throws Exception {
        var exposed = Exposition.parse(metrics(pod(service)));
        var declared = Arrays.stream(Metric.values())
                .filter(metric -> metric.services().contains(service))
                .collect(Collectors.toMap(metric -> metric.shape().exposed(), metric -> metric));

        assertThat(exposed.types().keySet()).as("metrics of %s", service).isEqualTo(new TreeSet<>(declared.keySet()));
        declared.forEach((name, metric) -> {
            assertThat(exposed.types().get(name))
                    .as("type of %s", name)
                    .isEqualTo(metric.shape().type().name().toLowerCase(Locale.ROOT));
            assertThat(exposed.labels().get(name)).as("labels of %s", name).isEqualTo(new TreeSet<>(metric.labels()));
        });
    }

    private Pod pod(Service service) {
        return switch (service) {
            case CONTROLLER -> services.controller();
            case CELL_HOST ->
                worlds.hosts(WORLD).stream()
                        .filter(pod -> pod.getMetadata().getName().equals(WORLD + "-1"))
                        .findFirst()
                        .orElseThrow();
            case ALERT_ROUTER -> services.pods("fleetforge-alert-router").getFirst();
            case BACKUP -> services.pods("fleetforge-backup").getFirst();
            case CHAOS -> services.pods("fleetforge-chaos").getFirst();
        };
    }

    private String address(String host) {
        return worlds.hosts(WORLD).stream()
                .filter(pod -> pod.getMetadata().getName().equals(host))
                .findFirst()
                .orElseThrow()
                .getStatus()
                .getPodIP();
    }

    private String metrics(Pod pod) throws Exception {
        var uri = URI.create("http://" + pod.getStatus().getPodIP() + ":8080/metrics");
        return services.call(HttpRequest.newBuilder(uri)).body();
    }
}
