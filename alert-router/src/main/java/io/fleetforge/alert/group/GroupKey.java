package io.fleetforge.alert.group;

import io.fleetforge.alert.model.LabelSet;

/**
 * Names a group among all: its route and the labels that its alerts share. As text it is what Alertmanager's webhook calls
 * {@code groupKey}, and what receivers fold repeated notifications by.
 *
 * @param route key of the route
 */
public record GroupKey(String route, LabelSet labels) {

    @Override
    public String toString() {
        return route + ":" + labels;
    }
}
