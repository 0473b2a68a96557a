package io.fleetforge.alert.messaging;

import io.fleetforge.alert.ownership.Catchup.Place;
import io.fleetforge.alert.ownership.Catchup;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.contracts.message.PartitionClaim;
import io.fleetforge.contracts.names.Topics;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Knows when all has been read that was written before the start: it leaves a mark in every partition, and reads on until it has met
 * each. Thread-safe.
 */
public final class StartupCatchup {

    private static final Logger LOG = Logger.getLogger(StartupCatchup.class);

    private final AlertStore desk;
    private final String boot;
    private final Catchup catchup;
    private final Writers writers;

    /** Where the marks are written. */
    public record Writers(String instance, AlertPublisher alerts, StatePublisher state, Clock clock) {}

    public StartupCatchup(AlertStore desk, String boot, List<Place> places, Writers writers) {
        this.desk = desk;
        this.boot = boot;
        this.catchup = new Catchup(places);
        this.writers = writers;
    }

    /** Leaves a mark wherever it has not been met yet; to be done again until all have. */
    public void mark() {
        for (var place : desk.ask(now -> catchup.missing())) {
            var now = writers.clock().instant();
            var written = place.topic().equals(Topics.ALERTS)
                    ? writers.alerts()
                            .mark(place.partition(), new PartitionClaim(writers.instance(), boot, false, 0, now))
                    : writers.state().mark(place.partition(), now);
            written.whenComplete((done, failure) -> {
                if (failure != null) {
                    LOG.debugf("mark in %s not written: %s", place, failure.getMessage());
                }
            });
        }
    }

    public boolean isDone() {
        return desk.ask(now -> catchup.isDone());
    }

    /** Takes in a mark that was read; only those of this process count. */
    public void read(Place place, String by) {
        if (!by.equals(boot)) {
            return;
        }
        if (desk.ask(now -> catchup.read(place))) {
            LOG.info("everything that was written before the start is known");
            desk.ready();
        }
        unmark(place);
    }

    private void unmark(Place place) {
        var gone = place.topic().equals(Topics.ALERTS)
                ? writers.alerts().unmark(place.partition(), boot)
                : writers.state().unmark(place.partition());
        gone.whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warnf("a mark stays in %s: %s", place, failure.getMessage());
            }
        });
    }
}
