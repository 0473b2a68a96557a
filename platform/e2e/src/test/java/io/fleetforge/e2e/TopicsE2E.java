package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.testing.TestPlatform;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics whose settings are changed at the broker: running services name them and go on, and no service starts on them. */
@LongScenario
class TopicsE2E {

    private static final String ROUTER = "fleetforge-alert-router";
    private static final String WORLD = "topical";
    /** A comparison follows within a minute, the reconcile of a world within another. */
    private static final Duration NOTICED = Duration.ofSeconds(150);

    private final TestPlatform platform = TestPlatform.shared();
    private final Worlds worlds = new Worlds(platform);
    private final Services services = new Services(platform);

    @TempDir
    Path folder;

    @Test
    void shouldNameTopicsThatCanLoseStateAndStayReadyAndStartOnlyWhenTheyAreMended() throws Exception {
        worlds.apply(WORLD, 1, 1);
        worlds.awaitReady(WORLD);
        var router = services.pods(ROUTER).getFirst();
        assertThat(health(router).body()).doesNotContain("can lose state");
        cleanup(Topics.ALERT_STATE, "delete");
        cleanup(Topics.CELL_SESSIONS, "compact");
        cleanup(Topics.WORLD_TOPOLOGY, "delete");
        try {
            await("the running router names its topic").atMost(NOTICED).untilAsserted(() -> {
                assertThat(metrics(router))
                        .contains("fleetforge_topic_difference{topic=\"fleetforge.alert.state.v1\"} 2");
                assertThat(health(router)).satisfies(health -> {
                    assertThat(health.statusCode()).as("it stays ready").isEqualTo(200);
                    assertThat(health.body())
                            .contains(
                                    "fleetforge.alert.state.v1 cleanup.policy",
                                    "declared compact, observed delete, can lose state",
                                    "--entity-name fleetforge.alert.state.v1 --add-config cleanup.policy=compact");
                });
            });
            await("the world names its topic").atMost(NOTICED).untilAsserted(() -> {
                var ready = Objects.requireNonNull(worlds.get(WORLD).getStatus().condition("Ready"));
                assertThat(ready.getStatus()).isEqualTo("True");
                assertThat(ready.getMessage())
                        .contains(
                                "1 of 1 cells run; topic fleetforge.world.topology.v1: cleanup.policy declared compact,"
                                        + " observed delete",
                                "and 1 more");
                assertThat(health(worlds.hosts(WORLD).getFirst()).statusCode()).isEqualTo(200);
            });
            assertThat(new Ffctl(platform, folder).run("doctor").out())
                    .containsPattern("bad +topics +fleetforge.alert.state.v1 +docs/runbooks/topic-misconfigured.md +"
                            + "cleanup.policy declared compact, observed delete, can lose state; mend: kafka-configs.sh"
                            + ".*reported by fleetforge-alert-router")
                    .containsPattern("warn +topics +fleetforge.cell.sessions.v1 ");

            platform.client().resource(router).delete();
            await("the next process is not ready and names the topic")
                    .atMost(Duration.ofSeconds(90))
                    .ignoreExceptions()
                    .untilAsserted(() -> {
                        var next = next(router);
                        assertThat(health(next).statusCode()).isEqualTo(503);
                        assertThat(health(next).body()).contains("fleetforge.alert.state.v1 cleanup.policy");
                        assertThat(Services.ready(next)).isFalse();
                    });
        } finally {
            cleanup(Topics.ALERT_STATE, "compact");
            cleanup(Topics.CELL_SESSIONS, "compact,delete");
            cleanup(Topics.WORLD_TOPOLOGY, "compact");
        }
        await("the process is ready once the topic is mended")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(Services.ready(next(router))).isTrue());
        await("the world is as declared again")
                .atMost(NOTICED)
                .untilAsserted(() -> assertThat(Objects.requireNonNull(
                                        worlds.get(WORLD).getStatus().condition("Ready"))
                                .getMessage())
                        .isEqualTo("1 of 1 cells run"));
        worlds.delete(WORLD);
    }

    private Pod next(Pod former) {
        return services.pods(ROUTER).stream()
                .filter(pod ->
                        !pod.getMetadata().getUid().equals(former.getMetadata().getUid()))
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> health(Pod pod) throws Exception {
        return get(pod, "/q/health/ready");
    }

    private String metrics(Pod pod) throws Exception {
        return get(pod, "/metrics").body();
    }

    private HttpResponse<String> get(Pod pod, String path) throws Exception {
        return services.call(
                HttpRequest.newBuilder(URI.create("http://" + pod.getStatus().getPodIP() + ":8080" + path)));
    }

    private void cleanup(String topic, String policy) throws Exception {
        Map<String, Object> config = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                platform.platform().broker().bootstrapServers());
        try (var admin = Admin.create(config)) {
            var change = new AlterConfigOp(
                    new ConfigEntry(TopicConfig.CLEANUP_POLICY_CONFIG, policy), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(change)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }
}
