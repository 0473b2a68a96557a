package io.fleetforge.runtime.topics;

import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Reads topics with Kafka's admin client, a new one each time: between two reads no connection is open. A read ends within
 * {@link #DEADLINE}. It needs the rights Describe and DescribeConfigs on the topics. Thread-safe.
 */
@Singleton
public final class KafkaTopicReader implements TopicReader {

    /** The longest time of a read; a service answers no readiness probe with yes before the first one. */
    public static final Duration DEADLINE = Duration.ofSeconds(10);

    private static final Duration REQUEST = Duration.ofSeconds(4);
    private static final Duration CLOSE = Duration.ofSeconds(1);

    private final Map<String, Object> settings;

    /**
     * @param broker settings of the connection
     */
    public KafkaTopicReader(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        var mine = new HashMap<>(broker);
        mine.keySet().retainAll(AdminClientConfig.configNames());
        mine.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST.toMillis());
        mine.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int)
                DEADLINE.minus(CLOSE).toMillis());
        this.settings = Map.copyOf(mine);
    }

    @Override
    public List<ObservedTopic> read(Collection<String> names) {
        Admin admin = null;
        try {
            admin = Admin.create(settings);
            return read(admin, names);
        } catch (KafkaException e) {
            throw unreadable(e);
        } finally {
            if (admin != null) {
                admin.close(CLOSE);
            }
        }
    }

    private static List<ObservedTopic> read(Admin admin, Collection<String> names) {
        var endNs = System.nanoTime() + DEADLINE.minus(CLOSE).toNanos();
        var descriptions = admin.describeTopics(names).topicNameValues();
        var configs = admin.describeConfigs(
                        names.stream().map(KafkaTopicReader::resource).toList())
                .values();
        var observed = new ArrayList<ObservedTopic>();
        for (var entry : descriptions.entrySet()) {
            try {
                var description = await(entry.getValue(), endNs);
                var config = Objects.requireNonNull(configs.get(resource(entry.getKey())), entry.getKey());
                observed.add(observed(description, await(config, endNs)));
            } catch (UnknownTopicOrPartitionException e) {
                // absent from the result: the topic does not exist
            }
        }
        return observed;
    }

    private static ObservedTopic observed(TopicDescription description, Config config) {
        var settings = new HashMap<String, String>();
        for (ConfigEntry entry : config.entries()) {
            if (entry.value() != null) {
                settings.put(entry.name(), entry.value());
            }
        }
        var replicas = description.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min();
        return new ObservedTopic(description.name(), description.partitions().size(), replicas.orElse(0), settings);
    }

    private static <T> T await(KafkaFuture<T> future, long endNs) {
        try {
            return future.get(Math.max(0, endNs - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException unknown) {
                throw unknown;
            }
            throw unreadable(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw unreadable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreadable(e);
        }
    }

    private static TopicsUnreadableException unreadable(Throwable cause) {
        return new TopicsUnreadableException(
                "topics not compared with their declaration: "
                        + cause.getClass().getSimpleName()
                        + (cause.getMessage() == null ? "" : ": " + cause.getMessage()),
                cause);
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
