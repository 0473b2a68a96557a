package io.fleetforge.controller.world;

import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.contracts.names.LogFields;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One span per reconcile, linked to the request that caused the present generation: the hop through etcd is asynchronous,
 * so it is a link and not a parent.
 */
@Singleton
final class WorldSpans {

    private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

    private final Tracer tracer;

    WorldSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** A span that is current until it is closed; it counts as failed unless success was set. Not thread-safe. */
    static final class Open implements AutoCloseable {

        private final Span span;
        private final Scope scope;
        private boolean succeeded;

        @SuppressWarnings("MustBeClosedChecker") // closed with this
        private Open(Span span) {
            this.span = span;
            this.scope = span.makeCurrent();
        }

        void succeeded() {
            succeeded = true;
        }

        @Override
        public void close() {
            scope.close();
            if (!succeeded) {
                span.setStatus(StatusCode.ERROR, "the log line with this trace has the cause");
            }
            span.end();
        }
    }

    Open of(String step, WorldSpec world, CorrelationId correlation) {
        var builder = tracer.spanBuilder(step)
                .setNoParent()
                .setAttribute(LogFields.CORRELATION_ID, correlation.value())
                .setAttribute("k8s.namespace.name", world.getMetadata().getNamespace())
                .setAttribute("fleetforge.world", world.getMetadata().getName());
        cause(world).ifPresent(builder::addLink);
        return new Open(builder.startSpan());
    }

    private static Optional<SpanContext> cause(WorldSpec world) {
        var annotations = world.getMetadata().getAnnotations();
        var text = annotations == null ? null : annotations.get(Labels.TRACEPARENT);
        if (text == null) {
            return Optional.empty();
        }
        var parts = TRACEPARENT.matcher(text);
        return parts.matches()
                ? Optional.of(SpanContext.createFromRemoteParent(
                        parts.group(1), parts.group(2), TraceFlags.fromHex(parts.group(3), 0), TraceState.getDefault()))
                : Optional.empty();
    }
}
