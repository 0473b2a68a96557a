package io.fleetforge.runtime.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.topic.TopicDeclaration;
import io.fleetforge.contracts.topic.TopicDeclaration.Defaults;
import io.fleetforge.contracts.topic.TopicDeclaration.Production;
import io.fleetforge.contracts.topic.TopicDeclaration.Topic;
import io.fleetforge.contracts.topic.TopicDifference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicComparatorTest {

    private static final String CONFIGS =
            "kafka-configs.sh --bootstrap-server broker:9092 --alter --entity-type topics --entity-name ";

    private static final TopicDeclaration DECLARATION = new TopicDeclaration(
            new Defaults((short) 1, new Production((short) 3, 2)),
            List.of(
                    topic("state", "service", Map.of("cleanup.policy", "compact")),
                    topic(
                            "sessions",
                            "service",
                            Map.of(
                                    "cleanup.policy",
                                    "compact,delete",
                                    "retention.ms",
                                    "1000",
                                    "delete.retention.ms",
                                    "1000")),
                    topic("events", "service", Map.of("cleanup.policy", "delete", "retention.ms", "1000")),
                    topic("unused", "another", Map.of("cleanup.policy", "compact"))));

    private final Map<String, ObservedTopic> broker = new HashMap<>();
    private final TopicComparator comparator = new TopicComparator(DECLARATION, List.of("service"), "broker:9092");

    TopicComparatorTest() {
        DECLARATION.topics().forEach(topic -> {
            var config = new HashMap<>(Map.of(
                    "cleanup.policy",
                    "delete",
                    "retention.ms",
                    "604800000",
                    "retention.bytes",
                    "-1",
                    "delete.retention.ms",
                    "86400000",
                    "min.compaction.lag.ms",
                    "0",
                    "min.insync.replicas",
                    "1"));
            config.putAll(topic.config());
            broker.put(topic.name(), new ObservedTopic(topic.name(), topic.partitions(), 1, config));
        });
    }

    @Test
    void shouldFindNothingWhenTopicsAreAsDeclared() {
        assertThat(comparator.compare(broker.values())).isEmpty();
        assertThat(comparator.topics()).containsExactly("state", "sessions", "events");
    }

    @Test
    void shouldNameBothValuesAndTheCommandWhenStateWouldBeDeleted() {
        set("state", "cleanup.policy", "delete");

        assertThat(differences())
                .containsExactly(new TopicDifference(
                        "state",
                        "cleanup.policy",
                        "compact",
                        "delete",
                        true,
                        CONFIGS + "state --add-config cleanup.policy=compact"));
    }

    @Test
    void shouldQuoteAListAndNotFearForStateWhenOnlyCompactionIsMissing() {
        set("sessions", "cleanup.policy", "delete");

        assertThat(differences())
                .containsExactly(new TopicDifference(
                        "sessions",
                        "cleanup.policy",
                        "compact,delete",
                        "delete",
                        false,
                        CONFIGS + "sessions --add-config cleanup.policy=[compact,delete]"));
    }

    @Test
    void shouldIgnoreTheOrderOfCleanupPolicies() {
        set("sessions", "cleanup.policy", "delete,compact");

        assertThat(differences()).isEmpty();
    }

    @Test
    void shouldLoseStateWhenRetentionIsShorterAndNotWhenItIsLonger() {
        set("sessions", "retention.ms", "999");
        assertThat(differences()).singleElement().satisfies(found -> {
            assertThat(found.setting()).isEqualTo("retention.ms");
            assertThat(found.canLoseState()).isTrue();
        });

        set("sessions", "retention.ms", "-1");
        assertThat(differences()).singleElement().satisfies(found -> {
            assertThat(found.observed()).isEqualTo("-1");
            assertThat(found.canLoseState()).isFalse();
        });
    }

    @Test
    void shouldLoseStateWhenTombstonesEndEarlierOrTheSizeIsLimited() {
        set("sessions", "delete.retention.ms", "10");
        set("sessions", "retention.bytes", "10");

        assertThat(differences())
                .allMatch(TopicDifference::canLoseState)
                .extracting(TopicDifference::setting, TopicDifference::declared)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("delete.retention.ms", "1000"),
                        org.assertj.core.groups.Tuple.tuple("retention.bytes", "-1"));
    }

    @Test
    void shouldNotLoseStateOnATopicOfEvents() {
        set("events", "retention.ms", "1");
        set("events", "cleanup.policy", "compact");

        assertThat(differences()).hasSize(2).noneMatch(TopicDifference::canLoseState);
    }

    @Test
    void shouldNameTheScriptWhenATopicIsMissing() {
        broker.remove("state");
        broker.remove("events");

        assertThat(differences())
                .containsExactly(
                        new TopicDifference(
                                "state",
                                "existence",
                                "present",
                                "missing",
                                true,
                                "infra/kafka/create-topics.sh broker:9092 1"),
                        new TopicDifference(
                                "events",
                                "existence",
                                "present",
                                "missing",
                                false,
                                "infra/kafka/create-topics.sh broker:9092 1"));
    }

    @Test
    void shouldAddPartitionsWhenThereAreTooFewAndOnlyShowThemWhenThereAreTooMany() {
        partitions("state", 1, 1);
        assertThat(differences()).singleElement().satisfies(found -> {
            assertThat(found.command())
                    .isEqualTo("kafka-topics.sh --bootstrap-server broker:9092 --alter --topic state --partitions 4");
            assertThat(found.canLoseState()).isFalse();
        });

        partitions("state", 9, 1);
        assertThat(differences())
                .singleElement()
                .extracting(TopicDifference::command)
                .isEqualTo("kafka-topics.sh --bootstrap-server broker:9092 --describe --topic state");
    }

    @Test
    void shouldCompareInsyncReplicasOnlyWhenTheBrokersReplicate() {
        partitions("state", 4, 3);

        assertThat(differences()).singleElement().satisfies(found -> {
            assertThat(found.setting()).isEqualTo("min.insync.replicas");
            assertThat(found.declared()).isEqualTo("2");
            assertThat(found.observed()).isEqualTo("1");
            assertThat(found.canLoseState()).isTrue();
        });
        set("state", "min.insync.replicas", "3");
        assertThat(differences()).singleElement().matches(found -> !found.canLoseState());
        set("state", "min.insync.replicas", "2");
        assertThat(differences()).isEmpty();
    }

    private List<TopicDifference> differences() {
        return comparator.compare(broker.values());
    }

    private void set(String topic, String setting, String value) {
        broker.computeIfPresent(topic, (name, found) -> {
            var config = new HashMap<>(found.config());
            config.put(setting, value);
            return new ObservedTopic(name, found.partitions(), found.replicationFactor(), config);
        });
    }

    private void partitions(String topic, int count, int replicationFactor) {
        broker.computeIfPresent(
                topic, (name, found) -> new ObservedTopic(name, count, replicationFactor, found.config()));
    }

    private static Topic topic(String name, String service, Map<String, String> config) {
        return new Topic(name, "key", "purpose", List.of(service), 4, config);
    }
}
