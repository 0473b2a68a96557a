package io.fleetforge.alert.decide;

import io.fleetforge.alert.model.Alert;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The last word about each alert, by fingerprint. Not thread-safe: it has one writer. */
public final class KnownAlerts {

    private final Map<String, Alert> byFingerprint = new HashMap<>();

    /** Takes a word in; what it and earlier words come to. */
    public Alert take(Alert word) {
        return byFingerprint.merge(word.fingerprint(), word, Alert::mergedWith);
    }

    public void forget(String fingerprint) {
        byFingerprint.remove(fingerprint);
    }

    public Optional<Alert> find(String fingerprint) {
        return Optional.ofNullable(byFingerprint.get(fingerprint));
    }

    public Collection<Alert> all() {
        return Collections.unmodifiableCollection(byFingerprint.values());
    }

    /** Those that ended before {@code moment}. */
    public List<Alert> endedBefore(Instant moment) {
        return byFingerprint.values().stream()
                .filter(alert -> alert.endsAt().isBefore(moment))
                .toList();
    }
}
