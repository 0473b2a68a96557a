package io.fleetforge.alert.query;

import java.time.Instant;
import java.util.Optional;

/**
 * An incident with its next escalation.
 *
 * @param escalatesAt when the next step starts; empty without a further step, or when the incident is not open
 */
public record IncidentRow(IncidentView incident, Optional<Instant> escalatesAt) {

    public boolean isOpen() {
        return incident.state().equals("OPEN");
    }

    public boolean isAcknowledged() {
        return incident.state().equals("ACKNOWLEDGED");
    }

    public boolean isResolved() {
        return incident.state().equals("RESOLVED");
    }

    public boolean isClosed() {
        return incident.isClosed();
    }
}
