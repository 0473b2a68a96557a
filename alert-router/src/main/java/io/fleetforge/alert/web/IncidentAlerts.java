package io.fleetforge.alert.web;

import io.fleetforge.alert.query.AlertView;
import java.util.List;

/**
 * The alerts of an incident.
 *
 * @param known the listed ones that are not removed yet
 * @param more number of alerts that are not listed
 */
public record IncidentAlerts(List<AlertView> known, int more) {

    public IncidentAlerts {
        known = List.copyOf(known);
    }
}
