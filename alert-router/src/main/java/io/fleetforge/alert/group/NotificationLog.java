package io.fleetforge.alert.group;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The last notification of each integration, by key of the group. Not thread-safe: it has one writer. */
public final class NotificationLog {

    private final Map<String, Map<String, NotificationLogEntry>> byGroup = new HashMap<>();

    /** Keeps the later of the known entry and this one. */
    public void record(String group, String integration, NotificationLogEntry entry) {
        byGroup.computeIfAbsent(group, first -> new TreeMap<>())
                .merge(integration, entry, (before, after) -> after.at().isBefore(before.at()) ? before : after);
    }

    public void remove(String group, String integration) {
        byGroup.computeIfPresent(group, (key, entries) -> {
            entries.remove(integration);
            return entries.isEmpty() ? null : entries;
        });
    }

    public Optional<NotificationLogEntry> find(String group, String integration) {
        return Optional.ofNullable(byGroup.getOrDefault(group, Map.of()).get(integration));
    }

    public Set<String> groups() {
        return Set.copyOf(byGroup.keySet());
    }

    /** Names of the integrations that were notified of a group. */
    public Set<String> integrations(String group) {
        return Set.copyOf(byGroup.getOrDefault(group, Map.of()).keySet());
    }

    /** Whether any integration has to be notified of the end of this alert. */
    public boolean awaitsEnd(String group, String fingerprint) {
        return byGroup.getOrDefault(group, Map.of()).values().stream().anyMatch(entry -> entry.awaitsEnd(fingerprint));
    }

    /** The groups among {@code candidates} whose integrations have to be notified of no further end. */
    public Set<String> awaitingNothing(Predicate<String> candidates) {
        return byGroup.entrySet().stream()
                .filter(group -> group.getValue().values().stream().allMatch(NotificationLogEntry::awaitsNothing))
                .map(Map.Entry::getKey)
                .filter(candidates)
                .collect(Collectors.toUnmodifiableSet());
    }
}
