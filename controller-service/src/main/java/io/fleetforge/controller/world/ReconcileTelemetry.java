package io.fleetforge.controller.world;

import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.runtime.correlation.CorrelationScope;
import jakarta.inject.Singleton;

/** Correlation, span and duration of each reconcile. Thread-safe. */
@Singleton
final class ReconcileTelemetry {

    private final WorldSpans spans;
    private final WorldMetrics metrics;

    ReconcileTelemetry(WorldSpans spans, WorldMetrics metrics) {
        this.spans = spans;
        this.metrics = metrics;
    }

    /** Opens a step, which counts as failed unless {@link Step#succeeded} is called before it is closed. */
    Step open(String name, WorldSpec world, CorrelationId correlation) {
        return new Step(CorrelationScope.open(correlation), spans.of(name, world, correlation), metrics.reconciling());
    }

    void observed(WorldObservation observed) {
        metrics.observed(observed);
    }

    /** Removes the series of a deleted world. */
    void removed(WorldSpec world) {
        metrics.removed(world);
    }

    /** A step in progress; not thread-safe. */
    static final class Step implements AutoCloseable {

        private final CorrelationScope scope;
        private final WorldSpans.Open span;
        private final WorldMetrics.Timing timing;

        private Step(CorrelationScope scope, WorldSpans.Open span, WorldMetrics.Timing timing) {
            this.scope = scope;
            this.span = span;
            this.timing = timing;
        }

        void succeeded(String outcome) {
            timing.ended(outcome);
            span.succeeded();
        }

        /** The duration is recorded within the span, which is its exemplar. */
        @Override
        public void close() {
            timing.close();
            span.close();
            scope.close();
        }
    }
}
