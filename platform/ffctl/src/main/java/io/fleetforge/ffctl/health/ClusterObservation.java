package io.fleetforge.ffctl.health;

import io.fabric8.kubernetes.api.model.Event;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that the doctor looks at, as it was at one moment.
 *
 * @param server address and version of the API server
 * @param crds names of the CRDs that are established
 * @param warnings Warning Events, of whatever age
 * @param alerts what fires in Prometheus; empty when there is no Prometheus to ask
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
