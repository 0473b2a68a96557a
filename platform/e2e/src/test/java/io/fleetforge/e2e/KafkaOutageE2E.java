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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

/** During an outage of Kafka, and after unreadable records, no process ends and all work completes. */
class KafkaOutageE2E {

    private static final Duration OUTAGE = Duration.ofSeconds(60);

    private final TestPlatform platform = TestPlatform.shared();
    private final Worlds worlds = new Worlds(platform);
    private final Services services = new Services(platform);

    @Test
    @LongScenario
    void shouldStayLiveAndConvergeWhenKafkaIsDownAtStartAndForAMinute() throws Exception {
        worlds.apply("before-outage", 2, 2);
        worlds.awaitReady("before-outage");
        worlds.apply("deleted", 1, 2);
        worlds.awaitReady("deleted");
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
                    .untilAsserted(() -> assertThat(allPlay(controller)).allSatisfy(pod -> {
                        assertThat(Services.ready(pod)).isTrue();
                        assertThat(Services.restarts(pod)).isZero();
                    }));
            assertThat(worlds.get("before-outage").getStatus().phase()).isEqualTo("Ready");
            assertThat(players.move(ann, 20).statusCode())
                    .as("existing players continue")
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
            var launching = worlds.get("during-outage").getStatus();
            assertThat(launching.phase()).isEqualTo("Launching");
            assertThat(Objects.requireNonNull(launching.condition("Reconciling"))
                            .getMessage())
                    .contains("the topology is not on Kafka");
            platform.kubectl().require("delete", "worldspec", "deleted", "--wait=false");
            await("the deletion names Kafka").atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                var deleting = worlds.get("deleted").getStatus();
                assertThat(deleting.phase()).isEqualTo("Terminating");
                assertThat(Objects.requireNonNull(deleting.condition("Reconciling"))
                                .getMessage())
                        .contains("Kafka to acknowledge");
            });
        } finally {
            broker.restart();
        }
        worlds.awaitReady("during-outage", Duration.ofSeconds(60));
        await("the host that was killed meanwhile has its player again")
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(players.view(ann).statusCode()).isEqualTo(200));
        assertThat(players.join("bob", 10).session().id()).isNotBlank();
        worlds.awaitGone("deleted");
        worlds.delete("before-outage");
        worlds.delete("during-outage");
    }

    /**
     * A journal that can be read and accepts no record, as one without space. (A broker whose only disk is full ends: that is
     * the outage above.)
     */
    @Test
    @LongScenario
    void shouldRefuseJoinsAndKeepSessionsWhileTheJournalIsNotWritable() throws Exception {
        worlds.apply("full-log", 1, 1);
        worlds.awaitReady("full-log");
        var players = new Players(worlds, services, "full-log");
        var ann = players.join("ann", 10);
        setJournalWritable(false);
        try {
            assertThat(players.tryJoin("bob", 10)).satisfies(refused -> {
                assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            });
            assertThat(players.move(ann, 20).statusCode())
                    .as("existing players continue")
                    .isEqualTo(200);
            ProcessHandle.of(Services.pid(worlds.hosts("full-log").getFirst()))
                    .orElseThrow()
                    .destroyForcibly();
            worlds.awaitNotReady("full-log", Duration.ofSeconds(20));
            await("what was written before is read")
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .untilAsserted(
                            () -> assertThat(players.view(ann).statusCode()).isEqualTo(200));
            assertThat(players.tryJoin("cid", 10).statusCode()).isEqualTo(503);
        } finally {
            setJournalWritable(true);
        }
        await("joins are accepted again")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(players.tryJoin("dan", 10).statusCode()).isEqualTo(201));
        assertThat(players.move(ann, 30).statusCode()).isEqualTo(200);
        await("ann and the newest, none is doubled, and the refused joins are withdrawn")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(players.count()).isEqualTo(2));
        worlds.delete("full-log");
    }

    /** With a tiny size limit the broker refuses each record and continues to serve readers. */
    private void setJournalWritable(boolean writable) throws Exception {
        Map<String, Object> config = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                platform.platform().broker().bootstrapServers());
        try (var admin = Admin.create(config)) {
            var change = new AlterConfigOp(
                    new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "1"),
                    writable ? AlterConfigOp.OpType.DELETE : AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, Topics.CELL_SESSIONS), List.of(change)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldDeadLetterAPoisonRecordAndContinue() throws Exception {
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
                            "io.fleetforge.topology.changed.v1",
                            "REPLY_TOPIC",
                            Topics.AUDIT,
                            Headers.KAFKA_CORRELATION_ID,
                            "bad id\nwith a line break"));
        }

        await("controller and host each dead-letter four")
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

    private List<Pod> allPlay(Pod controller) {
        var names = List.of("before-outage", "during-outage");
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
