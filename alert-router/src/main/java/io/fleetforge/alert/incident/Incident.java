package io.fleetforge.alert.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The state that follows from the entries of a timeline. Entries are only added; each is applied once.
 *
 * <pre>
 * OPEN -> ACKNOWLEDGED -> MITIGATED -> RESOLVED -> REVIEWED
 *   \__________________________________^
 * </pre>
 *
 * It is resolved when its alerts end, or by a user; a withdrawn acknowledgement opens it again. Immutable.
 *
 * @param group key of the group of its alerts
 * @param policy name of the escalation policy
 * @param correlationId shared with the cause; its own until a cause is known
 * @param escalatesFrom start of the escalation
 * @param firing fingerprints
 * @param acknowledgedBy null without an acknowledgement
 * @param assignee null without an assignment
 */
public record Incident(
        String id,
        String group,
        String title,
        Severity severity,
        State state,
        String policy,
        String correlationId,
        Instant openedAt,
        Instant escalatesFrom,
        Set<String> firing,
        @Nullable String acknowledgedBy,
        @Nullable String assignee,
        List<TimelineEntry> timeline) {

    /** State of an incident. */
    public enum State {
        OPEN,
        ACKNOWLEDGED,
        MITIGATED,
        RESOLVED,
        REVIEWED;

        public boolean isClosed() {
            return this == RESOLVED || this == REVIEWED;
        }
    }

    public Incident {
        firing = Set.copyOf(firing);
        timeline = List.copyOf(timeline);
    }

    /** The incident that its first entry opens. */
    public static Incident opened(String id, TimelineEntry entry) {
        return new Incident(
                id,
                entry.fact(EntryFacts.GROUP),
                entry.fact(EntryFacts.TITLE),
                severity(entry, Severity.P2),
                State.OPEN,
                entry.fact(EntryFacts.POLICY),
                entry.fact(EntryFacts.CORRELATION),
                entry.at(),
                entry.at(),
                Set.copyOf(entry.fingerprints()),
                null,
                null,
                List.of(entry));
    }

    /**
     * Adds an entry; a known one changes nothing, and one without a transition from the present state changes the
     * timeline only.
     */
    public Incident with(TimelineEntry entry) {
        if (has(entry.id())) {
            return this;
        }
        var entries = new ArrayList<>(timeline);
        entries.add(entry);
        return new Draft(this, entries).apply(entry);
    }

    /** Names of the integrations that were paged. */
    public Set<String> pagedIntegrations() {
        return timeline.stream()
                .filter(entry -> entry.kind() == EntryKind.PAGED)
                .map(entry -> entry.fact(EntryFacts.INTEGRATION))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    public boolean has(String entryId) {
        return timeline.stream().anyMatch(entry -> entry.id().equals(entryId));
    }

    /** When the first entry of a kind was recorded. */
    public Optional<Instant> first(EntryKind kind) {
        return timeline.stream()
                .filter(entry -> entry.kind() == kind)
                .map(TimelineEntry::at)
                .findFirst();
    }

    /** A fact of its first entry, such as its world. */
    public String fact(String name) {
        return timeline.getFirst().fact(name);
    }

    private static Severity severity(TimelineEntry entry, Severity otherwise) {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.name().equals(entry.fact(EntryFacts.SEVERITY)))
                .findFirst()
                .orElse(otherwise);
    }

    /** The transition by one entry. */
    private record Draft(Incident before, List<TimelineEntry> entries) {

        Incident apply(TimelineEntry entry) {
            var state = before.state;
            return switch (entry.kind()) {
                case ALERTS_FIRED -> of(state, worse(entry), fired(entry));
                case ALERTS_ENDED -> of(state, before.severity, ended(entry));
                case ACKNOWLEDGED -> state == State.OPEN ? owned(State.ACKNOWLEDGED, entry.actor()) : unchanged();
                case UNACKNOWLEDGED -> state == State.ACKNOWLEDGED ? reopened(entry.at()) : unchanged();
                case SNOOZED -> state.isClosed() ? unchanged() : reopened(Instant.parse(entry.fact(EntryFacts.UNTIL)));
                case ASSIGNED -> assigned(entry.fact(EntryFacts.USER));
                case MITIGATED ->
                    state == State.OPEN || state == State.ACKNOWLEDGED
                            ? owned(
                                    State.MITIGATED,
                                    before.acknowledgedBy == null ? entry.actor() : before.acknowledgedBy)
                            : unchanged();
                case RESOLVED -> state.isClosed() ? unchanged() : of(State.RESOLVED, before.severity, Set.of());
                case REVIEWED -> state == State.RESOLVED ? of(State.REVIEWED, before.severity, Set.of()) : unchanged();
                case RELATED -> related(entry.fact(EntryFacts.CORRELATION));
                case OPENED, PAGED, PAGE_FAILED, CLOSED_AT, NOTED -> unchanged();
            };
        }

        private Severity worse(TimelineEntry entry) {
            var severity = severity(entry, before.severity);
            return severity.isWorseThan(before.severity) ? severity : before.severity;
        }

        private Set<String> fired(TimelineEntry entry) {
            var all = new LinkedHashSet<>(before.firing);
            all.addAll(entry.fingerprints());
            return all;
        }

        private Set<String> ended(TimelineEntry entry) {
            var all = new LinkedHashSet<>(before.firing);
            entry.fingerprints().forEach(all::remove);
            return all;
        }

        private Incident unchanged() {
            return of(before.state, before.severity, before.firing);
        }

        private Incident of(State state, Severity severity, Set<String> firing) {
            return made(
                    state,
                    severity,
                    firing,
                    before.correlationId,
                    before.escalatesFrom,
                    before.acknowledgedBy,
                    before.assignee);
        }

        private Incident owned(State state, String by) {
            return made(
                    state,
                    before.severity,
                    before.firing,
                    before.correlationId,
                    before.escalatesFrom,
                    by,
                    before.assignee);
        }

        private Incident reopened(Instant since) {
            return made(State.OPEN, before.severity, before.firing, before.correlationId, since, null, before.assignee);
        }

        private Incident assigned(String user) {
            return made(
                    before.state,
                    before.severity,
                    before.firing,
                    before.correlationId,
                    before.escalatesFrom,
                    before.acknowledgedBy,
                    user.isEmpty() ? null : user);
        }

        /** The first known cause determines the correlation id. */
        private Incident related(String correlation) {
            var isKnown = before.timeline.stream()
                    .anyMatch(entry -> entry.kind() == EntryKind.RELATED
                            && !entry.fact(EntryFacts.CORRELATION).isEmpty());
            return made(
                    before.state,
                    before.severity,
                    before.firing,
                    isKnown || correlation.isEmpty() || before.state.isClosed() ? before.correlationId : correlation,
                    before.escalatesFrom,
                    before.acknowledgedBy,
                    before.assignee);
        }

        private Incident made(
                State state,
                Severity severity,
                Set<String> firing,
                String correlation,
                Instant escalatesFrom,
                @Nullable String acknowledgedBy,
                @Nullable String assignee) {
            return new Incident(
                    before.id,
                    before.group,
                    before.title,
                    severity,
                    state,
                    before.policy,
                    correlation,
                    before.openedAt,
                    escalatesFrom,
                    firing,
                    acknowledgedBy,
                    assignee,
                    entries);
        }
    }
}
