package io.fleetforge.alert.decide;

import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.silence.Silence;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All silences by id. Not thread-safe: it has one writer. */
public final class Silences {

    private final Map<String, Silence> byId = new TreeMap<>();

    public void put(Silence silence) {
        byId.put(silence.id(), silence);
    }

    public void remove(String id) {
        byId.remove(id);
    }

    public Optional<Silence> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Collection<Silence> all() {
        return List.copyOf(byId.values());
    }

    /** A silence that suppresses these labels now; empty when none does. */
    public Optional<Silence> silencing(LabelSet labels, Instant now) {
        return byId.values().stream()
                .filter(silence -> silence.silences(labels, now))
                .findFirst();
    }
}
