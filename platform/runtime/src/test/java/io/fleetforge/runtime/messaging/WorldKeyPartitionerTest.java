package io.fleetforge.runtime.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.junit.jupiter.api.Test;

class WorldKeyPartitionerTest {

    private static final int PARTITIONS = 8;

    @Test
    void shouldPutAllRecordsOfAWorldIntoThePartitionOfItsKey() {
        for (var world : List.of("default/starter", "a/b", "games/world-with-a-long-name")) {
            var expected = BuiltInPartitioner.partitionForKey(world.getBytes(StandardCharsets.UTF_8), PARTITIONS);

            var partitions = IntStream.range(0, 100)
                    .mapToObj(session -> partition(world + "/session-" + session))
                    .collect(Collectors.toSet());

            assertThat(partitions).isEqualTo(Set.of(expected));
            assertThat(partition(world)).isEqualTo(expected);
        }
    }

    @Test
    void shouldSpreadWorldsOverThePartitions() {
        var partitions = IntStream.range(0, 200)
                .mapToObj(world -> partition("default/world-" + world + "/s"))
                .collect(Collectors.toSet());

        assertThat(partitions).hasSize(PARTITIONS);
    }

    @Test
    void shouldRefuseARecordWithoutKey() {
        try (var partitioner = new WorldKeyPartitioner()) {
            assertThatThrownBy(() -> partitioner.partition("t", "", null, "", null, cluster()))
                    .hasMessageContaining("a record of t needs a key");
        }
    }

    private static int partition(String key) {
        try (var partitioner = new WorldKeyPartitioner()) {
            return partitioner.partition("t", key, key.getBytes(StandardCharsets.UTF_8), "", null, cluster());
        }
    }

    private static Cluster cluster() {
        var node = new Node(1, "localhost", 9092);
        var partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(number -> new PartitionInfo("t", number, node, new Node[] {node}, new Node[] {node}))
                .toList();
        return new Cluster("c", List.of(node), partitions, Set.of(), Set.of());
    }
}
