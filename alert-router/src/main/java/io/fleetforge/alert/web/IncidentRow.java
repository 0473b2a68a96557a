package io.fleetforge.alert.web;

import io.fleetforge.alert.rest.IncidentView;
import java.time.Instant;
import java.util.Optional;

/**
 * An incident on the board.
 *
 * @param nextPage when it climbs; empty when somebody has it or nobody is left
 */
public record IncidentRow(IncidentView incident, Optional<Instant> nextPage) {

    /** When somebody is paged next; empty when nobody will be. */
    public String climbs(Instant now) {
        return nextPage.map(next -> next.isAfter(now) ? "climbs in " + TimeFormat.since(next, now) : "climbs now")
                .orElse("");
    }

    public boolean isOpen() {
        return incident.state().equals("OPEN");
    }

    public boolean isAcknowledged() {
        return incident.state().equals("ACKNOWLEDGED");
    }

    public boolean isResolved() {
        return incident.state().equals("RESOLVED");
    }

    public boolean isOver() {
        return incident.isOver();
    }
}
