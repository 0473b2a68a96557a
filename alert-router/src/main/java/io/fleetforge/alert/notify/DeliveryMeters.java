package io.fleetforge.alert.notify;

import io.fleetforge.alert.receiver.Integration;
import io.fleetforge.contracts.metric.Metric;
import io.fleetforge.runtime.metric.Meters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts deliveries and failures, and measures the age of the oldest undelivered message. Thread-safe. */
public final class DeliveryMeters {

    private final Meters meters;
    private final Clock clock;
    private final AtomicLong lastTicket = new AtomicLong();
    private final Map<Long, Instant> waiting = new ConcurrentHashMap<>();
    private final UndeliveredTracker undelivered;

    public DeliveryMeters(Meters meters, UndeliveredTracker undelivered, Clock clock) {
        this.undelivered = undelivered;
        this.meters = meters;
        this.clock = clock;
        for (var kind : new String[] {"webhook", "slack", "pagerduty", "email"}) {
            meters.timer(Metric.NOTIFICATION_DURATION, "integration", kind);
            for (var outcome : new String[] {"delivered", "failed"}) {
                meters.counter(Metric.NOTIFICATIONS, "integration", kind, "outcome", outcome);
            }
        }
        meters.gauge(Metric.NOTIFICATION_OLDEST, waiting, this::oldestSeconds);
    }

    /** Starts the age of a message; returns its ticket. */
    long queued(Instant now) {
        var ticket = lastTicket.incrementAndGet();
        waiting.put(ticket, now);
        return ticket;
    }

    void done(Integration integration, long ticket, boolean delivered) {
        var since = waiting.remove(ticket);
        meters.counter(
                        Metric.NOTIFICATIONS,
                        "integration",
                        kind(integration),
                        "outcome",
                        delivered ? "delivered" : "failed")
                .increment();
        if (since != null && delivered) {
            meters.timer(Metric.NOTIFICATION_DURATION, "integration", kind(integration))
                    .record(Duration.between(since, clock.instant()));
        }
    }

    private double oldestSeconds(Map<Long, Instant> all) {
        var now = clock.instant();
        var oldest = all.values().stream()
                .map(since -> Duration.between(since, now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        var oldestUndelivered = undelivered.oldest(now);
        return (oldest.compareTo(oldestUndelivered) > 0 ? oldest : oldestUndelivered).toMillis() / 1e3;
    }

    private static String kind(Integration integration) {
        return switch (integration) {
            case Integration.Webhook webhook -> "webhook";
            case Integration.Slack slack -> "slack";
            case Integration.PagerDuty pagerDuty -> "pagerduty";
            case Integration.Email email -> "email";
            case Integration.OnCall onCall -> "oncall";
        };
    }
}
