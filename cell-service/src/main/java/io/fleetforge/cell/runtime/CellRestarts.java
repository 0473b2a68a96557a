package io.fleetforge.cell.runtime;

import io.fleetforge.cell.replay.Recording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * When failed cells start again: after a second, then after twice as long each time, a minute at most; anew when a cell has run for
 * five minutes. An entity at which a cell fails twice in a row is left out, since a third time would end the same. Time is an
 * argument. Thread-safe. Bounded by the cells of the host.
 */
final class CellRestarts {

    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(5);

    /**
     * A start that is due.
     *
     * @param without entity to leave out
     */
    record Restart(String cell, Optional<String> without) {}

    private record Failure(long atNs, Duration pause, Optional<String> culprit, boolean repeated) {

        boolean isDue(long nowNs) {
            return nowNs - atNs >= pause.toNanos();
        }
    }

    private final Map<String, Failure> failures = new HashMap<>();
    private final Map<String, Recording> recordings = new HashMap<>();

    /**
     * The cell failed.
     *
     * @param culprit the entity at which it failed, when it was at one
     */
    synchronized void failed(String cell, Optional<String> culprit, long nowNs) {
        var before = failures.get(cell);
        if (before == null || nowNs - before.atNs() > FORGOTTEN_AFTER.toNanos()) {
            failures.put(cell, new Failure(nowNs, FIRST_PAUSE, culprit, false));
            return;
        }
        var doubled = before.pause().multipliedBy(2);
        failures.put(
                cell,
                new Failure(
                        nowNs,
                        doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled,
                        culprit,
                        culprit.isPresent() && culprit.equals(before.culprit())));
    }

    /** Keeps what changed the cell until it failed, in place of its failure before. */
    synchronized void keep(Recording recording) {
        recordings.put(recording.cell(), recording);
    }

    /** What changed {@code cell} until its last failure. */
    synchronized Optional<Recording> lastFailure(String cell) {
        return Optional.ofNullable(recordings.get(cell));
    }

    /** Which of the {@code failed} cells start now; forgets cells that are not in {@code known}. */
    synchronized List<Restart> due(Set<String> known, List<String> failed, long nowNs) {
        failures.keySet().retainAll(known);
        recordings.keySet().retainAll(known);
        var due = new ArrayList<Restart>();
        for (var cell : failed) {
            var failure = failures.get(cell);
            if (failure != null && failure.isDue(nowNs)) {
                due.add(new Restart(cell, failure.repeated() ? failure.culprit() : Optional.empty()));
            }
        }
        return due;
    }
}
