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
 * What the lines of a timeline come to. Lines are only added; each is taken once.
 *
 * <pre>
 * OPEN -> ACKNOWLEDGED -> MITIGATED -> RESOLVED -> REVIEWED
 *   \__________________________________^
 * </pre>
 *
 * It is resolved when its alerts end, or by somebody; an acknowledgement that is taken back opens it again. Immutable.
 *
 * @param group whose alerts it is about
 * @param policy by which people are paged
 * @param correlationId the business id that it shares with what caused it; its own until a cause is known
 * @param climbsSince from when on its escalation counts
 * @param firing fingerprints
 * @param acknowledgedBy who has it; null while nobody does
 * @param assignee who works on it; null while nobody does
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
        Instant climbsSince,
        Set<String> firing,
        @Nullable String acknowledgedBy,
        @Nullable String assignee,
        List<TimelineEntry> timeline) {

    /** Where it stands. */
    public enum State {
        OPEN,
        ACKNOWLEDGED,
        MITIGATED,
        RESOLVED,
        REVIEWED;

        public boolean isOver() {
            return this == RESOLVED || this == REVIEWED;
        }
    }

    public Incident {
        firing = Set.copyOf(firing);
        timeline = List.copyOf(timeline);
    }

    /** The incident that its first line opens. */
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

    /** The same with one more line; a line that is there already, or that makes no sense where it stands, changes nothing else. */
    public Incident with(TimelineEntry entry) {
        if (has(entry.id())) {
            return this;
        }
        var lines = new ArrayList<>(timeline);
        lines.add(entry);
        return new Draft(this, lines).take(entry);
    }

    /** The people that were paged, or are said to have been, by channel. */
    public Set<String> pagedChannels() {
        return timeline.stream()
                .filter(line -> line.kind() == EntryKind.PAGED)
                .map(line -> line.fact(EntryFacts.CHANNEL))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    public boolean has(String entryId) {
        return timeline.stream().anyMatch(line -> line.id().equals(entryId));
    }

    /** When the first line of a kind was written. */
    public Optional<Instant> first(EntryKind kind) {
        return timeline.stream()
                .filter(line -> line.kind() == kind)
                .map(TimelineEntry::at)
                .findFirst();
    }

    /** A fact of its first line, such as its world. */
    public String fact(String name) {
        return timeline.getFirst().fact(name);
    }

    private static Severity severity(TimelineEntry entry, Severity otherwise) {
        return Arrays.stream(Severity.values())
                .filter(severity -> severity.name().equals(entry.fact(EntryFacts.SEVERITY)))
                .findFirst()
                .orElse(otherwise);
    }

    /** What one line changes. */
    private record Draft(Incident before, List<TimelineEntry> lines) {

        Incident take(TimelineEntry entry) {
            var state = before.state;
            return switch (entry.kind()) {
                case ALERTS_FIRED -> of(state, worse(entry), fired(entry));
                case ALERTS_ENDED -> of(state, before.severity, ended(entry));
                case ACKNOWLEDGED -> state == State.OPEN ? owned(State.ACKNOWLEDGED, entry.actor()) : same();
                case UNACKNOWLEDGED -> state == State.ACKNOWLEDGED ? climbing(State.OPEN, entry.at()) : same();
                case SNOOZED ->
                    state.isOver() ? same() : climbing(State.OPEN, Instant.parse(entry.fact(EntryFacts.UNTIL)));
                case ASSIGNED -> assigned(entry.fact(EntryFacts.PERSON));
                case MITIGATED ->
                    state == State.OPEN || state == State.ACKNOWLEDGED
                            ? owned(
                                    State.MITIGATED,
                                    before.acknowledgedBy == null ? entry.actor() : before.acknowledgedBy)
                            : same();
                case RESOLVED -> state.isOver() ? same() : of(State.RESOLVED, before.severity, Set.of());
                case REVIEWED -> state == State.RESOLVED ? of(State.REVIEWED, before.severity, Set.of()) : same();
                case RELATED -> related(entry.fact(EntryFacts.CORRELATION));
                case OPENED, PAGED, PAGE_FAILED, CLOSED_AT, NOTED -> same();
            };
        }

        private Severity worse(TimelineEntry entry) {
            var said = severity(entry, before.severity);
            return said.isWorseThan(before.severity) ? said : before.severity;
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

        private Incident same() {
            return of(before.state, before.severity, before.firing);
        }

        private Incident of(State state, Severity severity, Set<String> firing) {
            return made(
                    state,
                    severity,
                    firing,
                    before.correlationId,
                    before.climbsSince,
                    before.acknowledgedBy,
                    before.assignee);
        }

        private Incident owned(State state, String by) {
            return made(
                    state,
                    before.severity,
                    before.firing,
                    before.correlationId,
                    before.climbsSince,
                    by,
                    before.assignee);
        }

        private Incident climbing(State state, Instant since) {
            return made(state, before.severity, before.firing, before.correlationId, since, null, before.assignee);
        }

        private Incident assigned(String person) {
            return made(
                    before.state,
                    before.severity,
                    before.firing,
                    before.correlationId,
                    before.climbsSince,
                    before.acknowledgedBy,
                    person.isEmpty() ? null : person);
        }

        /** The first cause that is known gives its id to all of it. */
        private Incident related(String correlation) {
            var isKnown = before.timeline.stream()
                    .anyMatch(line -> line.kind() == EntryKind.RELATED
                            && !line.fact(EntryFacts.CORRELATION).isEmpty());
            return made(
                    before.state,
                    before.severity,
                    before.firing,
                    isKnown || correlation.isEmpty() || before.state.isOver() ? before.correlationId : correlation,
                    before.climbsSince,
                    before.acknowledgedBy,
                    before.assignee);
        }

        private Incident made(
                State state,
                Severity severity,
                Set<String> firing,
                String correlation,
                Instant climbsSince,
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
                    climbsSince,
                    firing,
                    acknowledgedBy,
                    assignee,
                    lines);
        }
    }
}
