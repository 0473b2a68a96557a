package io.fleetforge.contracts.play;

import java.util.Locale;
import java.util.Objects;

/** A frame that is not of the protocol. The message never repeats what was sent. */
public final class RefusedFrameException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why; bounded, so that it may label a meter. */
    public enum Reason {
        TRUNCATED,
        TRAILING_BYTES,
        UNKNOWN_VERSION,
        UNKNOWN_TYPE,
        BAD_TEXT,
        BAD_VALUE,
        NOT_FINITE,
        TOO_LARGE,
        WRONG_MODE,
        BAD_JSON;

        /** As it is sent: kebab-case. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;

    public RefusedFrameException(Reason reason, String message) {
        super(message);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    public Reason reason() {
        return reason;
    }
}
