package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.contracts.names.Headers;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.testing.TestPlatform;
import io.fleetforge.testing.TopicReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Kafka is away, or brings garbage: nothing dies, nothing stays behind. */
class KafkaOutageE2E {

    private static final Duration OUTAGE = Duration.ofSeconds(60);

    private final TestPlatform platform = TestPlatform.shared();
    private final Worlds worlds = new Worlds(platform);
    private final Services services = new Services(platform);

    @Test
    void shouldStayLiveAndConvergeWhenKafkaIsAwayAtStartAndForAMinute() throws Exception {
        worlds.apply("before-outage", 2, 2);
        worlds.awaitReady("before-outage");
        var players = new Players(worlds, services, "before-outage");
        var ann = players.join("ann", 10);
        var broker = platform.platform().broker();
        broker.stop();
        try {
            services.scaleController(0);
            services.scaleController(1);
            services.awaitLeading();
            var controller = services.controller();
            worlds.apply("during-outage", 2, 2);
            await("the host starts without Kafka")
                    .atMost(Duration.ofSeconds(40))
                    .untilAsserted(() ->
                            assertThat(worlds.hosts("during-outage")).hasSize(1).allMatch(Services::ready));

            await("a minute passes and nothing restarts")
                    .pollDelay(OUTAGE)
                    .atMost(OUTAGE.plusSeconds(30))
                    .untilAsserted(() -> assertThat(everyone(controller)).allSatisfy(pod -> {
                        assertThat(Services.ready(pod)).isTrue();
                        assertThat(Services.restarts(pod)).isZero();
                    }));
            assertThat(worlds.get("before-outage").getStatus().phase()).isEqualTo("Ready");
            assertThat(players.move(ann, 20).statusCode())
                    .as("who plays plays on")
                    .isEqualTo(200);
            assertThat(players.tryJoin("bob", 10))
                    .as("a join that cannot be kept is refused")
                    .satisfies(refused -> {
                        assertThat(refused.statusCode()).isEqualTo(503);
                        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                    });
            ProcessHandle.of(Services.pid(worlds.hosts("before-outage").getFirst()))
                    .orElseThrow()
                    .destroyForcibly();
            assertThat(worlds.get("during-outage").getStatus().phase()).isEqualTo("Launching");
        } finally {
            broker.startAgain();
        }
        worlds.awaitReady("during-outage", Duration.ofSeconds(60));
        await("the host that was killed meanwhile has its player again")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(players.look(ann).statusCode()).isEqualTo(200));
        assertThat(players.join("bob", 10).session()).isNotBlank();
        worlds.delete("before-outage");
        worlds.delete("during-outage");
    }

    @Test
    void shouldSetPoisonAsideAndReadOnWhenARecordCannotBeRead() throws Exception {
        worlds.apply("poisoned", 2, 2);
        worlds.awaitReady("poisoned");
        var topics = platform.topics();
        var before = topics.written(Topics.deadLetter(Topics.WORLD_TOPOLOGY));
        for (var garbage :
                Stream.of("not json", "{\"revision\":\"x\"}", "null", "[]").toList()) {
            topics.write(
                    Topics.WORLD_TOPOLOGY,
                    "default/poisoned",
                    garbage.getBytes(StandardCharsets.UTF_8),
                    Map.of(
                            "ce_type",
                            "io.fleetforge.world.topology.changed.v1",
                            "REPLY_TOPIC",
                            Topics.AUDIT,
                            Headers.KAFKA_CORRELATION_ID,
                            "bad id\nwith a line break"));
        }

        await("controller and host each set four aside")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(topics.written(Topics.deadLetter(Topics.WORLD_TOPOLOGY)) - before)
                        .isGreaterThanOrEqualTo(8));
        assertThat(topics.written(Topics.AUDIT)).as("a header chose no topic").isZero();
        platform.kubectl()
                .require(
                        "patch",
                        "worldspec",
                        "poisoned",
                        "--type=merge",
                        "-p",
                        "{\"spec\":{\"topology\":{\"initialCells\":3}}}");
        worlds.awaitReady("poisoned");
        assertThat(worlds.get("poisoned").getStatus().cells()).isEqualTo(3);
        var deadLetter = topics.all(Topics.deadLetter(Topics.WORLD_TOPOLOGY)).getLast();
        assertThat(TopicReader.header(deadLetter, "dead-letter-reason")).isNotBlank();
        worlds.delete("poisoned");
    }

    private java.util.List<Pod> everyone(Pod controller) {
        var names = java.util.List.of("before-outage", "during-outage");
        var pods = new java.util.ArrayList<Pod>();
        names.forEach(name -> pods.addAll(worlds.hosts(name)));
        pods.add(platform.client()
                .pods()
                .inNamespace(Services.SYSTEM)
                .withName(controller.getMetadata().getName())
                .get());
        return pods;
    }
}
