package io.fleetforge.alert.web;

import io.fleetforge.alert.rest.AlertView;
import java.util.List;

/**
 * The alerts of an incident.
 *
 * @param known those that are shown and not forgotten yet
 * @param more how many are not shown
 */
public record IncidentAlerts(List<AlertView> known, int more) {

    public IncidentAlerts {
        known = List.copyOf(known);
    }
}
