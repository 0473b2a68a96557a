package io.fleetforge.controller.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetforge.cluster.broker.Broker;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.MessageCodec;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.contracts.topic.TopicDeclaration;
import io.fleetforge.testing.TopicReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The topic of topologies of a real broker, for a world without record. */
class TopologyTopicAdapterIT {

    private static final Path ROOT = Path.of(System.getProperty("fleetforge.root"));
    private static final WorldRef ARENA = new WorldRef("games", "arena", "u-1");

    @TempDir
    static Path temp;

    private static Broker broker;
    private static TopicReader topics;

    @BeforeAll
    static void start() throws Exception {
        broker = Broker.start(temp.resolve("state"), ROOT.resolve("infra/kafka/target/broker"));
        broker.createTopics(TopicDeclaration.load(ROOT.resolve("infra/kafka/topics.yaml")));
        topics = new TopicReader(broker.bootstrapServers());
        write(topology(ARENA, 3));
        write(topology(new WorldRef("games", "other", "u-2"), 9));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void shouldFindTheLastTopologyOfThisVeryWorld() throws Exception {
        var topic = new TopologyTopicAdapter(Map.of("bootstrap.servers", broker.bootstrapServers()));

        assertThat(topic.last(ARENA))
                .hasValueSatisfying(found -> assertThat(found.revision()).isEqualTo(3));
        assertThat(topic.last(new WorldRef("games", "new", "u-3"))).isEmpty();
        assertThat(topic.last(new WorldRef("games", "arena", "u-4")))
                .as("a later world of the name")
                .isEmpty();

        write(topology(ARENA, 4));
        assertThat(topic.last(ARENA))
                .hasValueSatisfying(found -> assertThat(found.revision()).isEqualTo(4));

        topics.write(
                Topics.WORLD_TOPOLOGY,
                ARENA.key(),
                "{".getBytes(StandardCharsets.UTF_8),
                Map.of("ce_type", EventType.WORLD_TOPOLOGY.type()));
        assertThat(topic.last(ARENA)).as("the last one is not readable").isPresent();
        topics.write(Topics.WORLD_TOPOLOGY, ARENA.key(), null, Map.of());
        assertThat(topic.last(ARENA)).isEmpty();
        topics.write(Topics.WORLD_TOPOLOGY, "games/gone", null, Map.of());
        topics.write(
                Topics.WORLD_TOPOLOGY,
                "games/broken",
                "{".getBytes(StandardCharsets.UTF_8),
                Map.of("ce_type", EventType.WORLD_TOPOLOGY.type()));
        assertThat(topic.last(new WorldRef("games", "gone", "u-5"))).isEmpty();
        assertThat(topic.last(new WorldRef("games", "broken", "u-6"))).isEmpty();
    }

    @Test
    void shouldFailWhenKafkaDoesNotAnswer() {
        var topic = new TopologyTopicAdapter(Map.of("bootstrap.servers", "127.0.0.1:1"));

        assertThatThrownBy(() -> topic.last(ARENA))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot be read");
    }

    private static void write(TopologyMessage topology) throws Exception {
        topics.write(
                Topics.WORLD_TOPOLOGY,
                topology.world().key(),
                MessageCodec.encode(topology),
                Map.of("ce_type", EventType.WORLD_TOPOLOGY.type()));
    }

    private static TopologyMessage topology(WorldRef world, long revision) {
        return new TopologyMessage(world, revision, 1, new Bounds(0, 1, 0, 1), 10, List.of(), List.of());
    }
}
