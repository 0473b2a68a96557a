package io.fleetforge.alert.ingest;

import io.fleetforge.alert.ingest.SenderAuth.Sender;
import io.fleetforge.alert.messaging.AlertPublisher;
import io.fleetforge.alert.store.AlertUpdate;
import io.fleetforge.alert.store.ChangeFilter;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.AlertBatch;
import io.fleetforge.contracts.message.AlertMessage;
import io.fleetforge.contracts.metric.Metric;
import io.fleetforge.runtime.metric.Meters;
import java.time.Clock;
import java.util.List;

/** Accepts posts of alerts, each as a whole, once they are durable. Thread-safe. */
public final class AlertIngestor {

    /** The origins of alerts, as the metric labels them. */
    public static final List<String> SOURCES = List.of("alertmanager", "api", "event", "heartbeat");

    private final ChangeFilter changes;
    private final CapacityLimit limit;
    private final AlertPublisher publisher;
    private final Meters meters;
    private final Clock clock;

    public AlertIngestor(
            ChangeFilter changes, CapacityLimit limit, AlertPublisher publisher, Meters meters, Clock clock) {
        this.changes = changes;
        this.limit = limit;
        this.publisher = publisher;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Accepts the webhook of an Alertmanager. All of its alerts are written: Alertmanager may repeat them after hours
     * only, so an update that another instance has not read back yet must not be dropped. They are compared with the
     * known state when they are unpacked.
     *
     * @throws io.fleetforge.runtime.problem.ProblemException 503 when they are not durable
     */
    public void webhook(Sender sender, List<AlertMessage> alerts, CorrelationId correlation) {
        if (!alerts.isEmpty()) {
            limit.require(alerts);
            writeBatch("alertmanager", sender, alerts, correlation);
            count("alertmanager", alerts);
        }
    }

    /**
     * Accepts a post to the API, whose senders repeat their alerts each minute: only what differs from the state that
     * was read back is written.
     *
     * @throws io.fleetforge.runtime.problem.ProblemException 503 when they are not durable
     */
    public void api(Sender sender, List<AlertMessage> alerts, CorrelationId correlation) {
        if (alerts.isEmpty()) {
            return;
        }
        var updates = changes.changesIn(alerts);
        var messages = updates.stream().map(AlertUpdate::message).toList();
        if (!messages.isEmpty()) {
            limit.require(messages);
            if (updates.size() == 1) {
                var write = publisher.changed(updates.getFirst().alert(), correlation);
                DurableWrite.required(write, "the alerts", "send them again");
            } else {
                writeBatch("api", sender, messages, correlation);
            }
        }
        count("api", alerts);
    }

    private void writeBatch(String source, Sender sender, List<AlertMessage> alerts, CorrelationId correlation) {
        var batch = new AlertBatch(source + "/" + sender.name(), clock.instant(), alerts);
        DurableWrite.required(publisher.received(batch, correlation), "the alerts", "send them again");
    }

    private void count(String source, List<AlertMessage> alerts) {
        meters.counter(Metric.ALERTS_RECEIVED, "source", source).increment(alerts.size());
    }
}
