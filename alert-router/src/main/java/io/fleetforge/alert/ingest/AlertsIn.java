package io.fleetforge.alert.ingest;

import io.fleetforge.alert.messaging.AlertPublisher;
import io.fleetforge.alert.messaging.Durable;
import io.fleetforge.alert.messaging.News;
import io.fleetforge.alert.messaging.News.Word;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.AlertBatch;
import io.fleetforge.contracts.message.AlertMessage;
import io.fleetforge.contracts.metric.Metric;
import io.fleetforge.runtime.metric.Meters;
import io.fleetforge.runtime.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Takes posts of alerts in: who sent one hears that it was taken once it is durable. Thread-safe. */
public final class AlertsIn {

    /** Where alerts come from. */
    public static final List<String> SOURCES = List.of("alertmanager", "api", "event", "dead_man");

    private final SenderAuth auth;
    private final News news;
    private final AlertRoom room;
    private final AlertPublisher publisher;
    private final Meters meters;
    private final Clock clock;

    /** A post as it came, with what says who sends it. */
    public record Post(
            byte[] body,
            @Nullable String signature,
            @Nullable String authorization) {}

    public AlertsIn(SenderAuth auth, Limits limits, AlertPublisher publisher, Meters meters, Clock clock) {
        this.auth = auth;
        this.news = limits.news();
        this.room = limits.room();
        this.publisher = publisher;
        this.meters = meters;
        this.clock = clock;
    }

    /** What of a post has to be written, and whether there is room for it. */
    public record Limits(News news, AlertRoom room) {}

    /**
     * Returns when all of them are durable. What is known as it was said is durable already.
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
        var fresh = news.of(alerts);
        if (!fresh.isEmpty()) {
            room.require(fresh.stream().map(Word::message).toList());
            Durable.required(write(fresh, source + "/" + sender.name(), correlation), "the alerts", "send them again");
        }
        meters.counter(Metric.ALERTS_RECEIVED, "source", source).increment(alerts.size());
    }

    /** One record either way, so that all of it is taken or nothing: a single word needs nobody to unpack it. */
    private CompletionStage<Void> write(List<Word> fresh, String sender, CorrelationId correlation) {
        if (fresh.size() == 1) {
            return publisher.changed(fresh.getFirst().alert(), correlation);
        }
        var messages = fresh.stream().map(Word::message).toList();
        return publisher.received(new AlertBatch(sender, clock.instant(), messages), correlation);
    }
}
