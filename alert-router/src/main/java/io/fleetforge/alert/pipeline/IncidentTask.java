package io.fleetforge.alert.pipeline;

import io.fleetforge.alert.action.IncidentLog;
import io.fleetforge.alert.incident.Incident;
import io.fleetforge.alert.incident.TimelineEntry;
import io.fleetforge.alert.store.AlertStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Relates world events to the incidents of this instance, and sends their pages and close notifications. One thread.
 */
public final class IncidentTask implements LoopTask {

    private static final Logger LOG = Logger.getLogger(IncidentTask.class);
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final AlertStore store;
    private final IncidentLog log;
    private final Pager pager;
    private final PageCloser closer;
    private final InFlightTasks relating = new InFlightTasks();

    public IncidentTask(AlertStore store, IncidentLog log, Pager pager, PageCloser closer) {
        this.store = store;
        this.log = log;
        this.pager = pager;
        this.closer = closer;
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    /** Closed incidents are included: their integrations may not be notified yet. */
    @Override
    public void run(Instant now) {
        var owned = store.call(state -> state.incidents().all().stream()
                .filter(incident -> state.ownership().ownsKey(incident.group()))
                .toList());
        for (var incident : owned) {
            IsolatedStep.run(() -> relate(incident));
            IsolatedStep.run(() -> pager.page(incident, now));
            IsolatedStep.run(() -> closer.close(incident, now));
        }
    }

    private void relate(Incident incident) {
        var entries = store.call(state -> state.worldEvents().entriesFor(incident));
        if (!entries.isEmpty()) {
            relating.run(incident.id(), () -> add(incident, entries));
        }
    }

    private void add(Incident incident, List<TimelineEntry> entries) {
        log.add(incident, entries).whenComplete((done, failure) -> {
            relating.release(incident.id());
            if (failure != null) {
                LOG.debugf("world events of %s not written: %s", incident.id(), failure.getMessage());
            }
        });
    }
}
