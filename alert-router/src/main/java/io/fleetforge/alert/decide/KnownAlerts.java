package io.fleetforge.alert.decide;

import io.fleetforge.alert.model.Alert;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The last state of each alert, by fingerprint. Not thread-safe: it has one writer. */
public final class KnownAlerts {

    private final Map<String, Alert> byFingerprint = new HashMap<>();

    /** Merges an update with the known state, and returns the result. */
    public Alert merge(Alert update) {
        return byFingerprint.merge(update.fingerprint(), update, Alert::mergedWith);
    }

    public void remove(String fingerprint) {
        byFingerprint.remove(fingerprint);
    }

    public Optional<Alert> find(String fingerprint) {
        return Optional.ofNullable(byFingerprint.get(fingerprint));
    }

    public Collection<Alert> all() {
        return Collections.unmodifiableCollection(byFingerprint.values());
    }

    /** The alerts that ended before {@code instant}. */
    public List<Alert> endedBefore(Instant instant) {
        return byFingerprint.values().stream()
                .filter(alert -> alert.endsAt().isBefore(instant))
                .toList();
    }
}
