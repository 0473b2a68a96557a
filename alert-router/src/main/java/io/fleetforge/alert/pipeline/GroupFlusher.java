package io.fleetforge.alert.pipeline;

import io.fleetforge.alert.decide.FlushResult;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.contracts.metric.Metric;
import io.fleetforge.runtime.metric.Meters;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Flushes the groups that are due. One thread. */
public final class GroupFlusher {

    private final AlertStore store;
    private final GroupNotifier notifier;
    private final Timer delay;

    public GroupFlusher(AlertStore store, GroupNotifier notifier, Meters meters) {
        this.store = store;
        this.notifier = notifier;
        this.delay = meters.timer(Metric.NOTIFICATION_DELAY);
    }

    void flush(Instant now) {
        for (var result : store.call(state -> state.flush(now))) {
            IsolatedStep.run(() -> carryOut(result, now));
        }
    }

    private void carryOut(FlushResult result, Instant now) {
        delay.record(Duration.between(result.dueAt(), now));
        notifier.carryOut(result);
    }

    /** When the next group is due; empty without a group. */
    Optional<Instant> nextFlush() {
        return store.call(state -> state.router().nextFlush());
    }
}
