package io.fleetforge.alert.web;

import io.fleetforge.alert.incident.Escalation;
import io.fleetforge.alert.incident.Incident.State;
import io.fleetforge.alert.incident.Incident;
import io.fleetforge.alert.incident.Incidents;
import io.fleetforge.alert.oncall.OnCallPlan;
import io.fleetforge.alert.rest.IncidentView;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What there is to do, and what was done last.
 *
 * @param active those that nobody has, then the others: of each the worst first, and of those the one that waits longest
 * @param more how many of these are not shown
 * @param over the newest
 */
public record Board(List<IncidentRow> active, int more, List<IncidentView> over) {

    static final int MOST_OPEN = 200;
    static final int MOST_TAKEN = 100;
    static final int MOST_OVER = 20;

    private static final Comparator<Incident> MOST_URGENT_FIRST = Comparator.comparing(Incident::severity)
            .thenComparing(Incident::openedAt)
            .thenComparing(Incident::id);

    public Board {
        active = List.copyOf(active);
        over = List.copyOf(over);
    }

    static Board of(Incidents incidents, OnCallPlan plan, Instant now) {
        var active = incidents.notOver();
        var rows = Stream.concat(
                        active.stream()
                                .filter(incident -> incident.state() == State.OPEN)
                                .sorted(MOST_URGENT_FIRST)
                                .limit(MOST_OPEN),
                        active.stream()
                                .filter(incident -> incident.state() != State.OPEN)
                                .sorted(MOST_URGENT_FIRST)
                                .limit(MOST_TAKEN))
                .map(incident -> new IncidentRow(IncidentView.brief(incident), Escalation.next(incident, plan, now)))
                .toList();
        var over = incidents.all().stream()
                .filter(incident -> incident.state().isOver())
                .limit(MOST_OVER)
                .map(IncidentView::brief)
                .toList();
        return new Board(rows, active.size() - rows.size(), over);
    }

    public int open() {
        return active.size() + more;
    }
}
