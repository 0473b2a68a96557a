package io.fleetforge.alert.ingest;

import io.fleetforge.alert.messaging.AlertPublisher;
import io.fleetforge.alert.messaging.Durable;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.AlertBatch;
import io.fleetforge.contracts.message.AlertMessage;
import io.fleetforge.contracts.metric.Metric;
import io.fleetforge.runtime.metric.Meters;
import io.fleetforge.runtime.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Takes posts of alerts in: who sent one hears that it was taken once it is durable. Thread-safe. */
public final class AlertsIn {

    /** Where alerts come from. */
    public static final List<String> SOURCES = List.of("alertmanager", "api", "event", "dead_man");

    private final SenderAuth auth;
    private final AlertRoom room;
    private final AlertPublisher publisher;
    private final Meters meters;
    private final Clock clock;

    /** A post as it came, with what says who sends it. */
    public record Post(
            byte[] body,
            @Nullable String signature,
            @Nullable String authorization) {}

    public AlertsIn(SenderAuth auth, AlertRoom room, AlertPublisher publisher, Meters meters, Clock clock) {
        this.auth = auth;
        this.room = room;
        this.publisher = publisher;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Returns when all of them are durable.
     *
     * @param reader of the body
     * @throws ProblemException 401 or 403 for who may not send, 400 or 413 for what is not taken, 503 when they are not: none of them was taken, as far as the sender may assume
     */
    public void take(
            Post post,
            String source,
            BiFunction<byte[], Instant, List<AlertMessage>> reader,
            CorrelationId correlation) {
        var sender = auth.require(post.body(), post.signature(), post.authorization());
        var alerts = reader.apply(post.body(), sender.saidAt());
        if (alerts.isEmpty()) {
            return;
        }
        room.require(alerts);
        var batch = new AlertBatch(source + "/" + sender.name(), clock.instant(), alerts);
        Durable.required(publisher.received(batch, correlation), "the alerts", "send them again");
        meters.counter(Metric.ALERTS_RECEIVED, "source", source).increment(alerts.size());
    }
}
