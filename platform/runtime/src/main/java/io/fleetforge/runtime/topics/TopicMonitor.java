package io.fleetforge.runtime.topics;

import io.fleetforge.contracts.metric.Metric;
import io.fleetforge.contracts.topic.TopicDeclaration;
import io.fleetforge.contracts.topic.TopicDifference;
import io.fleetforge.runtime.lifecycle.PeriodicTask;
import io.fleetforge.runtime.metric.Meters;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Compares the topics of a service with their declaration at its start and every minute, while the service is refused every five
 * seconds. Differences are logged when they change and are a gauge; a comparison that fails keeps the differences of the one before.
 * Thread-safe.
 */
@Singleton
public class TopicMonitor {

    private static final Logger LOG = Logger.getLogger(TopicMonitor.class);
    private static final Duration TICK = Duration.ofSeconds(5);
    private static final int DIFFERS = 1;
    private static final int CAN_LOSE_STATE = 2;

    /**
     * The result of the comparisons so far.
     *
     * @param failure why the last comparison failed; empty when it did not, or none has ended
     */
    public record State(TopicAdmission admission, List<TopicDifference> differences, Optional<String> failure) {
        public State {
            differences = List.copyOf(differences);
        }

        int severity(String topic) {
            return differences.stream()
                    .filter(difference -> difference.topic().equals(topic))
                    .mapToInt(difference -> difference.canLoseState() ? CAN_LOSE_STATE : DIFFERS)
                    .max()
                    .orElse(0);
        }

        State after(TopicComparison comparison) {
            return switch (comparison) {
                case TopicComparison.Compared compared ->
                    new State(admission.after(comparison), compared.differences(), Optional.empty());
                case TopicComparison.NotCompared(var reason) ->
                    new State(admission.after(comparison), differences, Optional.of(reason));
            };
        }
    }

    private final TopicComparator comparator;
    private final TopicReader reader;
    private final long everyNs;
    private final LongSupplier nowNs;
    private final PeriodicTask task = new PeriodicTask("topics");
    private volatile State state = new State(TopicAdmission.PENDING, List.of(), Optional.empty());
    private long comparedNs;

    /**
     * @param services application names of the services whose topics are compared
     * @param every time between two comparisons
     */
    @Inject
    public TopicMonitor(
            TopicReader reader,
            MeterRegistry registry,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @ConfigProperty(name = "fleetforge.topics.services") List<String> services,
            @ConfigProperty(name = "fleetforge.topics.compare-every") Duration every) {
        this(
                new TopicComparator(TopicDeclaration.shipped(), services, bootstrapServers),
                reader,
                new Meters(registry),
                every,
                System::nanoTime);
    }

    TopicMonitor(TopicComparator comparator, TopicReader reader, Meters meters, Duration every, LongSupplier nowNs) {
        this.comparator = comparator;
        this.reader = reader;
        this.everyNs = every.toNanos();
        this.nowNs = nowNs;
        for (var topic : comparator.topics()) {
            meters.gauge(Metric.TOPIC_DIFFERENCE, this, monitor -> monitor.state.severity(topic), "topic", topic);
        }
    }

    void start(@Observes StartupEvent event) {
        task.startWithDelay(Duration.ZERO, TICK, this::compareWhenDue);
    }

    void stop(@Observes ShutdownEvent event) {
        task.close();
    }

    /** The result of the comparisons so far. */
    public State state() {
        return state;
    }

    /** Compares now, if a comparison is due; on the thread of the task only. */
    void compareWhenDue() {
        var now = nowNs.getAsLong();
        if (state.admission() == TopicAdmission.ADMITTED && now - comparedNs < everyNs) {
            return;
        }
        comparedNs = now;
        var before = state;
        var next = before.after(compare());
        state = next;
        log(before, next);
    }

    private TopicComparison compare() {
        try {
            return new TopicComparison.Compared(comparator.compare(reader.read(comparator.topics())));
        } catch (TopicsUnreadableException e) {
            return new TopicComparison.NotCompared(String.valueOf(e.getMessage()));
        }
    }

    private static void log(State before, State next) {
        if (!next.differences().equals(before.differences())) {
            if (next.differences().isEmpty()) {
                LOG.info("the topics are as declared again");
            }
            next.differences()
                    .forEach(difference -> LOG.warnf("topic differs from its declaration: %s", difference.message()));
        }
        if (next.failure().isPresent() && before.failure().isEmpty()) {
            LOG.warn(next.failure().get());
        }
        if (next.admission() == TopicAdmission.REFUSED && before.admission() != TopicAdmission.REFUSED) {
            LOG.error("not ready until the topics that can lose state are as declared");
        }
    }
}
