package io.fleetforge.alert.query;

import io.fleetforge.alert.incident.Escalation;
import io.fleetforge.alert.incident.Incident;
import io.fleetforge.alert.incident.Incident.State;
import io.fleetforge.alert.incident.Incidents;
import io.fleetforge.alert.oncall.OnCallPlan;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The active incidents, and the last closed ones.
 *
 * @param active open ones first; within each state by severity, then by age
 * @param more number of active incidents that are not listed
 * @param closed newest first
 */
public record Board(List<IncidentRow> active, int more, List<IncidentView> closed) {

    static final int MAX_OPEN = 200;
    static final int MAX_ACKNOWLEDGED = 100;
    static final int MAX_CLOSED = 20;

    private static final Comparator<Incident> MOST_URGENT_FIRST = Comparator.comparing(Incident::severity)
            .thenComparing(Incident::openedAt)
            .thenComparing(Incident::id);

    public Board {
        active = List.copyOf(active);
        closed = List.copyOf(closed);
    }

    static Board of(Incidents incidents, OnCallPlan plan, Instant now) {
        var active = incidents.active();
        var rows = Stream.concat(
                        active.stream()
                                .filter(incident -> incident.state() == State.OPEN)
                                .sorted(MOST_URGENT_FIRST)
                                .limit(MAX_OPEN),
                        active.stream()
                                .filter(incident -> incident.state() != State.OPEN)
                                .sorted(MOST_URGENT_FIRST)
                                .limit(MAX_ACKNOWLEDGED))
                .map(incident ->
                        new IncidentRow(IncidentView.summary(incident), Escalation.escalatesAt(incident, plan, now)))
                .toList();
        var closed = incidents.all().stream()
                .filter(incident -> incident.state().isClosed())
                .limit(MAX_CLOSED)
                .map(IncidentView::summary)
                .toList();
        return new Board(rows, active.size() - rows.size(), closed);
    }

    /** Number of active incidents, listed or not. */
    public int activeCount() {
        return active.size() + more;
    }
}
