package io.fleetforge.alert.query;

import java.util.List;

/**
 * Alerts that fire now.
 *
 * @param total their number
 * @param first some of them
 */
public record FiringAlerts(int total, List<AlertView> first) {

    public static final FiringAlerts NONE = new FiringAlerts(0, List.of());

    public FiringAlerts {
        first = List.copyOf(first);
    }
}
