package io.fleetforge.runtime.correlation;

import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.names.LogFields;
import io.opentelemetry.api.trace.Span;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Puts a correlation id into the log context and the current span for a piece of work, and restores what was there before.
 * Use in try-with-resources on the thread that does the work.
 */
public final class CorrelationScope implements AutoCloseable {

    private final @Nullable Object before;

    private CorrelationScope(@Nullable Object before) {
        this.before = before;
    }

    public static CorrelationScope open(CorrelationId correlation) {
        var scope = new CorrelationScope(MDC.get(LogFields.CORRELATION_ID));
        MDC.put(LogFields.CORRELATION_ID, correlation.value());
        Span.current().setAttribute(LogFields.CORRELATION_ID, correlation.value());
        return scope;
    }

    @Override
    public void close() {
        if (before == null) {
            MDC.remove(LogFields.CORRELATION_ID);
        } else {
            MDC.put(LogFields.CORRELATION_ID, before);
        }
    }
}
