package io.fleetforge.ffctl.health;

import io.fabric8.kubernetes.api.model.Event;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that the doctor checks, at one moment.
 *
 * @param server address and version of the API server
 * @param crds names of the CRDs that are established
 * @param warnings Warning Events, of any age
 * @param alerts firing alerts in Prometheus; empty without a Prometheus
 */
public record ClusterObservation(
        Instant now,
        String server,
        Observed<String> crds,
        ObservedServices services,
        ObservedWorlds worlds,
        Observed<Event> warnings,
        Optional<Observed<FiringAlert>> alerts) {

    public ClusterObservation {
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(crds, "crds");
        Objects.requireNonNull(services, "services");
        Objects.requireNonNull(worlds, "worlds");
        Objects.requireNonNull(warnings, "warnings");
        Objects.requireNonNull(alerts, "alerts");
    }
}
