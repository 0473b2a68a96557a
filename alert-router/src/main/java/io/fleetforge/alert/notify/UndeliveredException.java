package io.fleetforge.alert.notify;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;

/** A message was not delivered. The reason contains no secret: no URL, no key, no response. */
public final class UndeliveredException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final boolean retryable;
    private final transient Optional<Duration> retryAfter;

    private UndeliveredException(String reason, boolean retryable, Optional<Duration> retryAfter) {
        super(reason);
        this.retryable = retryable;
        this.retryAfter = retryAfter;
    }

    /** A retry may succeed. */
    static UndeliveredException retryable(String reason) {
        return new UndeliveredException(reason, true, Optional.empty());
    }

    /** A retry may succeed after a pause. */
    static UndeliveredException retryableAfter(String reason, Duration retryAfter) {
        return new UndeliveredException(reason, true, Optional.of(retryAfter));
    }

    /** A retry cannot succeed. */
    static UndeliveredException permanent(String reason) {
        return new UndeliveredException(reason, false, Optional.empty());
    }

    boolean isRetryable() {
        return retryable;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
