package io.fleetforge.alert.receiver;

import java.util.List;
import java.util.Optional;

/**
 * The target of routes.
 *
 * @param fallback receiver that is notified when an integration of this one fails; empty for none
 * @param integrations each is notified on its own; empty for a receiver that drops its alerts
 */
public record Receiver(String name, Optional<String> fallback, List<Integration> integrations) {
    public Receiver {
        integrations = List.copyOf(integrations);
    }
}
