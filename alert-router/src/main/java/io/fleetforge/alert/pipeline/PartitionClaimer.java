package io.fleetforge.alert.pipeline;

import io.fleetforge.alert.messaging.PartitionCatchup;
import io.fleetforge.alert.messaging.PartitionClaimPublisher;
import io.fleetforge.alert.store.AlertStore;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Claims the assigned partitions, and suspends their ownership when another instance may have taken over. One thread.
 */
public final class PartitionClaimer {

    private static final Logger LOG = Logger.getLogger(PartitionClaimer.class);
    private static final Duration MARK_INTERVAL = Duration.ofSeconds(5);

    private final AlertStore store;
    private final PartitionCatchup catchup;
    private final PartitionClaimPublisher publisher;
    private Instant nextMark = Instant.MIN;

    public PartitionClaimer(AlertStore store, PartitionCatchup catchup, PartitionClaimPublisher publisher) {
        this.store = store;
        this.catchup = catchup;
        this.publisher = publisher;
    }

    /**
     * Publishes the claims and marks that are due.
     *
     * @param hasPaused whether the process paused, or its clock was set, since the last call
     * @return whether the records from before the start are applied
     */
    boolean run(Instant now, boolean hasPaused) {
        var isStale = store.call(state -> state.ownership().isStale(now));
        if (hasPaused || isStale) {
            suspend(now, isStale ? "claims are not read back" : "the process paused, or its clock was set");
        }
        if (hasPaused) {
            nextMark = Instant.MIN;
        }
        claim(now);
        var isDone = catchup.isDone();
        if (!isDone && !now.isBefore(nextMark)) {
            nextMark = now.plus(MARK_INTERVAL);
            catchup.mark();
        }
        return isDone;
    }

    private void suspend(Instant now, String cause) {
        LOG.warnf("ownership of all partitions suspended: %s; claiming them again", cause);
        store.update(state -> state.ownership().suspend(now));
        store.regroup();
    }

    private void claim(Instant now) {
        for (var claim : store.call(state -> state.ownership().due(now))) {
            publisher.claim(claim).whenComplete((done, failure) -> {
                if (failure != null) {
                    LOG.warnf("claim of partition %d not written: %s", claim.partition(), failure.getMessage());
                }
            });
        }
    }
}
