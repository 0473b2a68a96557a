package io.fleetforge.controller.world;

import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.contracts.names.LogFields;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One span per reconcile, linked to the request that caused the present generation: the hop through etcd is asynchronous,
 * so it is a link and not a parent.
 */
final class WorldSpans {

    private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

    private final Tracer tracer;

    WorldSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Ends the span and restores the former one on close. */
    interface Open extends AutoCloseable {
        @Override
        void close();
    }

    @SuppressWarnings("MustBeClosedChecker") // closed by the Open that is returned
    Open of(String step, WorldSpec world, CorrelationId correlation) {
        var builder = tracer.spanBuilder(step)
                .setNoParent()
                .setAttribute(LogFields.CORRELATION_ID, correlation.value())
                .setAttribute("k8s.namespace.name", world.getMetadata().getNamespace())
                .setAttribute("fleetforge.world", world.getMetadata().getName());
        cause(world).ifPresent(builder::addLink);
        Span span = builder.startSpan();
        var scope = span.makeCurrent();
        return () -> {
            scope.close();
            span.end();
        };
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
