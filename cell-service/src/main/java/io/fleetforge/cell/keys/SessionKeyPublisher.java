package io.fleetforge.cell.keys;

import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.SessionKey;
import io.fleetforge.runtime.lifecycle.PeriodicTask;
import io.fleetforge.runtime.messaging.EventPublisher;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the public key of this process: at start, repeated until Kafka has it, and each six hours, before the topic's retention
 * removes it. Thread-safe.
 */
public final class SessionKeyPublisher implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SessionKeyPublisher.class);
    private static final Duration CHECK = Duration.ofSeconds(1);

    /** The topic keeps a key for 48 hours, a token lives for 36 at most. */
    static final Duration AGAIN = Duration.ofHours(6);

    private final EventPublisher events;
    private final HostIdentity identity;
    private final VerificationKey key;
    private final Clock clock;
    private final LongSupplier nanoClock;
    private final PeriodicTask task = new PeriodicTask("session-key");
    private volatile @Nullable Long publishedNs;
    private volatile boolean sending;

    /**
     * @param nanoClock monotonic nanoseconds
     */
    public SessionKeyPublisher(
            EventPublisher events, HostIdentity identity, VerificationKey key, Clock clock, LongSupplier nanoClock) {
        this.events = events;
        this.identity = identity;
        this.key = key;
        this.clock = clock;
        this.nanoClock = nanoClock;
    }

    public void start() {
        task.startWithDelay(Duration.ZERO, CHECK, this::publishWhenDue);
    }

    /** Sends the record unless one is in flight or recent. */
    void publishWhenDue() {
        var since = publishedNs;
        if (sending || (since != null && nanoClock.getAsLong() - since < AGAIN.toNanos())) {
            return;
        }
        sending = true;
        var record = new SessionKey(
                identity.world(), key.kid(), key.x(), identity.host(), identity.processId(), clock.instant());
        var unused = events.publish(EventType.SESSION_KEY_PUBLISHED, record.key(), record, CorrelationId.random())
                .whenComplete((done, failure) -> {
                    if (failure == null) {
                        publishedNs = nanoClock.getAsLong();
                    } else {
                        LOG.warnf("the session key is not published yet, trying again: %s", failure.getMessage());
                    }
                    sending = false;
                });
    }

    @Override
    public void close() {
        task.close();
    }
}
