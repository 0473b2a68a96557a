package io.fleetforge.runtime.logging;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An exception as it may be logged: same type name, stack and causes, without the secrets in its messages. */
final class RedactedException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int MOST_CAUSES = 20;
    private static final int MOST_SUPPRESSED = 5;

    private final String redactedMessage;

    private RedactedException(String redactedMessage, @Nullable Throwable cause, StackTraceElement[] trace) {
        super(redactedMessage, cause, true, true);
        this.redactedMessage = redactedMessage;
        setStackTrace(trace);
    }

    /** The exception itself when nothing in it is secret; one that suppresses others is copied in any case. */
    static Throwable of(Throwable thrown) {
        return isClean(thrown) ? thrown : copy(thrown, MOST_CAUSES);
    }

    private static boolean isClean(Throwable thrown) {
        var depth = 0;
        for (var at = thrown; at != null && depth < MOST_CAUSES; at = at.getCause(), depth++) {
            var text = at.toString();
            if (!Redaction.of(text).equals(text) || at.getSuppressed().length > 0) {
                return false;
            }
        }
        return true;
    }

    private static RedactedException copy(Throwable thrown, int rest) {
        var cause = thrown.getCause();
        var copy = new RedactedException(
                Redaction.of(thrown.toString()),
                cause == null || rest == 0 ? null : copy(cause, rest - 1),
                thrown.getStackTrace());
        if (rest > 0) {
            Arrays.stream(thrown.getSuppressed())
                    .limit(MOST_SUPPRESSED)
                    .forEach(suppressed -> copy.addSuppressed(copy(suppressed, rest / 2)));
        }
        return copy;
    }

    @Override
    public String toString() {
        return redactedMessage;
    }
}
