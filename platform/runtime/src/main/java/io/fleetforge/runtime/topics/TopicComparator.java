package io.fleetforge.runtime.topics;

import io.fleetforge.contracts.topic.TopicDeclaration;
import io.fleetforge.contracts.topic.TopicDeclaration.Topic;
import io.fleetforge.contracts.topic.TopicDifference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares topics with their declaration: existence, partitions, cleanup policy, retention and min.insync.replicas; other settings
 * affect speed only. A difference can lose state when the topic is compacted, and the broker would remove records that the declaration
 * keeps, acknowledge them on fewer replicas, or not keep them at all. Pure and thread-safe.
 */
public final class TopicComparator {

    private static final String CLEANUP = "cleanup.policy";
    private static final String MIN_INSYNC = "min.insync.replicas";
    private static final String RETENTION_BYTES = "retention.bytes";
    /** A lower value removes records earlier; -1 is no limit. */
    private static final List<String> LIMITS =
            List.of("retention.ms", "delete.retention.ms", "min.compaction.lag.ms", RETENTION_BYTES);

    /** Creates the topics that are missing, and no others. */
    private static final String CREATE = "infra/kafka/create-topics.sh";

    private static final String UNLIMITED = "-1";

    private final TopicDeclaration.Defaults defaults;
    private final List<Topic> declared;
    private final String bootstrapServers;

    /**
     * @param services application names: their topics are compared
     * @param bootstrapServers of the broker, for commands
     */
    public TopicComparator(TopicDeclaration declaration, Collection<String> services, String bootstrapServers) {
        this.defaults = declaration.defaults();
        this.declared = declaration.usedBy(services);
        this.bootstrapServers = bootstrapServers;
    }

    /** Names of the compared topics. */
    public List<String> topics() {
        return declared.stream().map(Topic::name).toList();
    }

    /** What differs, in the order of the declaration. */
    public List<TopicDifference> compare(Collection<ObservedTopic> observed) {
        var byName = observed.stream().collect(Collectors.toMap(ObservedTopic::name, Function.identity()));
        var replication =
                observed.stream().mapToInt(ObservedTopic::replicationFactor).max();
        var differences = new ArrayList<TopicDifference>();
        for (var topic : declared) {
            var found = byName.get(topic.name());
            if (found == null) {
                differences.add(missing(topic, replication.orElse(defaults.replicationFactor())));
            } else {
                Stream.of(partitions(topic, found), cleanup(topic, found), minInsync(topic, found))
                        .flatMap(Optional::stream)
                        .forEach(differences::add);
                LIMITS.stream()
                        .flatMap(limit -> limit(limit, topic, found).stream())
                        .forEach(differences::add);
            }
        }
        return List.copyOf(differences);
    }

    private TopicDifference missing(Topic topic, int replicationFactor) {
        return new TopicDifference(
                topic.name(),
                TopicDifference.EXISTENCE,
                "present",
                "missing",
                topic.isCompacted(),
                CREATE + " " + bootstrapServers + " " + replicationFactor);
    }

    /** Kafka adds partitions and removes none; readers read all there are, so neither loses records. */
    private Optional<TopicDifference> partitions(Topic topic, ObservedTopic found) {
        if (found.partitions() == topic.partitions()) {
            return Optional.empty();
        }
        var command = found.partitions() < topic.partitions()
                ? topics("--alter --topic " + topic.name() + " --partitions " + topic.partitions())
                : topics("--describe --topic " + topic.name());
        return Optional.of(new TopicDifference(
                topic.name(),
                TopicDifference.PARTITIONS,
                Integer.toString(topic.partitions()),
                Integer.toString(found.partitions()),
                false,
                command));
    }

    private Optional<TopicDifference> cleanup(Topic topic, ObservedTopic found) {
        var wanted = policies(topic.config().getOrDefault(CLEANUP, "delete"));
        var present = policies(found.config().getOrDefault(CLEANUP, ""));
        return wanted.equals(present)
                ? Optional.empty()
                : Optional.of(setting(topic, CLEANUP, text(wanted), text(present), !wanted.containsAll(present)));
    }

    /** Declared for brokers that replicate; with fewer replicas the broker's default is right. */
    private Optional<TopicDifference> minInsync(Topic topic, ObservedTopic found) {
        var wanted = defaults.production().minInsyncReplicas();
        var present = number(found.config().getOrDefault(MIN_INSYNC, "1"));
        return found.replicationFactor() < defaults.production().replicationFactor() || present == wanted
                ? Optional.empty()
                : Optional.of(
                        setting(topic, MIN_INSYNC, Integer.toString(wanted), Long.toString(present), present < wanted));
    }

    private Optional<TopicDifference> limit(String name, Topic topic, ObservedTopic found) {
        var wanted = declaredLimit(name, topic);
        var present = found.config().get(name);
        return wanted.isEmpty() || present == null || wanted.get().equals(present)
                ? Optional.empty()
                : Optional.of(setting(topic, name, wanted.get(), present, number(present) < number(wanted.get())));
    }

    /** The size of a topic that deletes records is unlimited, unless a limit is declared. */
    private static Optional<String> declaredLimit(String name, Topic topic) {
        var value = topic.config().get(name);
        if (value != null) {
            return Optional.of(value);
        }
        var deletes = policies(topic.config().getOrDefault(CLEANUP, "delete")).contains("delete");
        return name.equals(RETENTION_BYTES) && deletes ? Optional.of(UNLIMITED) : Optional.empty();
    }

    private TopicDifference setting(Topic topic, String name, String wanted, String present, boolean loses) {
        var value = wanted.contains(",") ? "[" + wanted + "]" : wanted;
        return new TopicDifference(
                topic.name(),
                name,
                wanted,
                present,
                loses && topic.isCompacted(),
                "kafka-configs.sh --bootstrap-server " + bootstrapServers
                        + " --alter --entity-type topics --entity-name " + topic.name() + " --add-config " + name + "="
                        + value);
    }

    private String topics(String arguments) {
        return "kafka-topics.sh --bootstrap-server " + bootstrapServers + " " + arguments;
    }

    private static Set<String> policies(String value) {
        return Stream.of(value.split(",", -1))
                .map(String::strip)
                .filter(policy -> !policy.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(Set<String> policies) {
        return policies.isEmpty() ? "none" : String.join(",", policies);
    }

    /** A limit as a number; none is the largest. */
    private static long number(String value) {
        return value.equals(UNLIMITED) ? Long.MAX_VALUE : Long.parseLong(value);
    }
}
