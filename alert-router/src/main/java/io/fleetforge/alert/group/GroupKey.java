package io.fleetforge.alert.group;

import io.fleetforge.alert.model.LabelSet;

/**
 * Identifies a group: its route and the labels that its alerts share. As text it is {@code groupKey} of Alertmanager's
 * webhook, by which receivers deduplicate notifications.
 *
 * @param route key of the route
 */
public record GroupKey(String route, LabelSet labels) {

    @Override
    public String toString() {
        return route + ":" + labels;
    }
}
