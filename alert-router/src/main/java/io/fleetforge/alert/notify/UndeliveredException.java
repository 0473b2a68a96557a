package io.fleetforge.alert.notify;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;

/** A message did not reach its receiver. The reason holds no secret: neither URL nor key nor what the receiver answered. */
public final class UndeliveredException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final boolean again;
    private final transient Optional<Duration> after;

    private UndeliveredException(String reason, boolean again, Optional<Duration> after) {
        super(reason);
        this.again = again;
        this.after = after;
    }

    /** It may reach it later. */
    static UndeliveredException forNow(String reason) {
        return new UndeliveredException(reason, true, Optional.empty());
    }

    /** It may reach it later, and not before. */
    static UndeliveredException until(String reason, Duration after) {
        return new UndeliveredException(reason, true, Optional.of(after));
    }

    /** It will never reach it. */
    static UndeliveredException forGood(String reason) {
        return new UndeliveredException(reason, false, Optional.empty());
    }

    boolean isWorthAnotherTry() {
        return again;
    }

    Optional<Duration> after() {
        return after;
    }
}
