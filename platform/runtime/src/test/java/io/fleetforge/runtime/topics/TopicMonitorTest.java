package io.fleetforge.runtime.topics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.topic.TopicDeclaration;
import io.fleetforge.contracts.topic.TopicDeclaration.Defaults;
import io.fleetforge.contracts.topic.TopicDeclaration.Production;
import io.fleetforge.contracts.topic.TopicDeclaration.Topic;
import io.fleetforge.runtime.metric.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

/** Readiness, data and gauge of a service with one compacted topic. */
class TopicMonitorTest {

    private static final TopicDeclaration DECLARATION = new TopicDeclaration(
            new Defaults((short) 1, new Production((short) 3, 2)),
            List.of(new Topic("state", "key", "purpose", List.of("service"), 4, Map.of("cleanup.policy", "compact"))));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicLong nowNs = new AtomicLong(1);
    private String policy = "compact";
    private int partitions = 4;
    private boolean reachable = true;
    private int reads;
    private final TopicMonitor monitor = new TopicMonitor(
            new TopicComparator(DECLARATION, List.of("service"), "broker:9092"),
            this::read,
            new Meters(registry),
            Duration.ofSeconds(60),
            nowNs::get);
    private final TopicReadiness readiness = new TopicReadiness(monitor);

    @Test
    void shouldBeReadyAfterTheFirstComparison() {
        assertThat(isReady()).isFalse();

        monitor.compareWhenDue();

        assertThat(isReady()).isTrue();
        assertThat(readiness.call().getData()).isEmpty();
        assertThat(gauge()).isZero();
    }

    @Test
    void shouldStayReadyAndNameTheTopicWhenItChangesUnderARunningService() {
        monitor.compareWhenDue();
        policy = "delete";
        after(Duration.ofSeconds(60));

        assertThat(isReady()).isTrue();
        assertThat(data())
                .containsExactly(Map.entry(
                        "state cleanup.policy",
                        "declared compact, observed delete, can lose state; mend: kafka-configs.sh --bootstrap-server"
                                + " broker:9092 --alter --entity-type topics --entity-name state --add-config"
                                + " cleanup.policy=compact"));
        assertThat(gauge()).isEqualTo(2);

        policy = "compact";
        after(Duration.ofSeconds(60));
        assertThat(data()).isEmpty();
        assertThat(gauge()).isZero();
    }

    @Test
    void shouldNotBeReadyUntilATopicThatCanLoseStateIsMended() {
        policy = "delete";
        monitor.compareWhenDue();
        assertThat(isReady()).isFalse();
        assertThat(data()).containsKey("state cleanup.policy");

        reachable = false;
        after(Duration.ofSeconds(5));
        assertThat(isReady()).as("nothing shows that it is mended").isFalse();
        assertThat(data()).containsKeys("state cleanup.policy", "failure");

        reachable = true;
        policy = "compact";
        after(Duration.ofSeconds(5));
        assertThat(isReady()).isTrue();
        assertThat(data()).isEmpty();
    }

    @Test
    void shouldBeReadyWhenADifferenceCannotLoseState() {
        partitions = 2;
        monitor.compareWhenDue();

        assertThat(isReady()).isTrue();
        assertThat(data()).containsKey("state partitions");
        assertThat(gauge()).isEqualTo(1);
    }

    @Test
    void shouldBeReadyAndStaySoWhenTheBrokerDoesNotAnswerAtTheStart() {
        reachable = false;
        monitor.compareWhenDue();
        assertThat(isReady()).isTrue();
        assertThat(data()).containsEntry("failure", "no answer");

        reachable = true;
        policy = "delete";
        after(Duration.ofSeconds(60));
        assertThat(isReady()).isTrue();
        assertThat(data()).containsOnlyKeys("state cleanup.policy");
    }

    @Test
    void shouldCompareEveryMinuteOnceItIsReady() {
        monitor.compareWhenDue();
        after(Duration.ofSeconds(59));
        assertThat(reads).isEqualTo(1);

        after(Duration.ofSeconds(1));
        assertThat(reads).isEqualTo(2);
    }

    private void after(Duration time) {
        nowNs.addAndGet(time.toNanos());
        monitor.compareWhenDue();
    }

    private boolean isReady() {
        return readiness.call().getStatus() == HealthCheckResponse.Status.UP;
    }

    private Map<String, Object> data() {
        return readiness.call().getData().orElse(Map.of());
    }

    private double gauge() {
        return registry.get("fleetforge.topic.difference")
                .tag("topic", "state")
                .gauge()
                .value();
    }

    private List<ObservedTopic> read(Collection<String> names) {
        reads++;
        if (!reachable) {
            throw new TopicsUnreadableException("no answer", new IllegalStateException());
        }
        return names.stream()
                .map(name -> new ObservedTopic(name, partitions, 1, Map.of("cleanup.policy", policy)))
                .toList();
    }
}
