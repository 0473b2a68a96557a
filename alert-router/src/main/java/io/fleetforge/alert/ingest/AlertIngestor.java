package io.fleetforge.alert.ingest;

import io.fleetforge.alert.messaging.AlertPublisher;
import io.fleetforge.alert.store.ChangeFilter.Word;
import io.fleetforge.alert.store.ChangeFilter;
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
public final class AlertIngestor {

    /** Where alerts come from. */
    public static final List<String> SOURCES = List.of("alertmanager", "api", "event", "heartbeat");

    /** The source whose senders repeat what they say every minute or so. */
    private static final String REPEATED = "api";

    private final SenderAuth auth;
    private final ChangeFilter news;
    private final CapacityLimit room;
    private final AlertPublisher publisher;
    private final Meters meters;
    private final Clock clock;

    /** A post as it came, with what says who sends it. */
    public record Post(
            byte[] body,
            @Nullable String signature,
            @Nullable String authorization) {}

    public AlertIngestor(SenderAuth auth, Gate gate, AlertPublisher publisher, Meters meters, Clock clock) {
        this.auth = auth;
        this.news = gate.news();
        this.room = gate.room();
        this.publisher = publisher;
        this.meters = meters;
        this.clock = clock;
    }

    /** What of a post is let in: what is new, when there is room for it. */
    public record Gate(ChangeFilter news, CapacityLimit room) {}

    /**
     * Returns when all of them are durable. What an API's sender says again is so already, when nothing of it differs from what was read back:
     * another's word that is on its way is corrected when it is said the next time. An Alertmanager's next time may be hours
     * away, so all of its words are written, and held against the others where they are unpacked.
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
        var fresh = source.equals(REPEATED) ? news.of(alerts) : List.<Word>of();
        var written =
                source.equals(REPEATED) ? fresh.stream().map(Word::message).toList() : alerts;
        if (!written.isEmpty()) {
            room.require(written);
            var write = fresh.size() == 1
                    ? publisher.changed(fresh.getFirst().alert(), correlation)
                    : publisher.received(
                            new AlertBatch(source + "/" + sender.name(), clock.instant(), written), correlation);
            DurableWrite.required(write, "the alerts", "send them again");
        }
        meters.counter(Metric.ALERTS_RECEIVED, "source", source).increment(alerts.size());
    }
}
