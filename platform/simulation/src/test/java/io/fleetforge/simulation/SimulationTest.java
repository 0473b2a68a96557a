package io.fleetforge.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SimulationTest {

    private static final int SEEDS = 400;

    @BeforeAll
    static void quiet() {
        Simulate.quiet();
    }

    @Test
    void shouldHoldItsInvariantsUnderManySchedules() {
        var counts = new ConcurrentSkipListMap<String, Integer>();
        var violations = new ConcurrentSkipListMap<Integer, String>();
        IntStream.range(0, SEEDS)
                .parallel()
                .forEach(
                        seed -> { // each run in one thread, without shared state
                            var outcome = Sim.run(seed, Mutant.NONE, Sim.SILENT);
                            outcome.violation().ifPresent(violation -> violations.put(seed, violation));
                            outcome.counts().forEach((what, times) -> counts.merge(what, times, Integer::sum));
                        });

        assertThat(violations)
                .as("by seed; ./fleetforge simulate --seed N prints the run")
                .isEmpty();
        assertThat(counts)
                .as("what happened in the runs")
                .containsKeys(
                        "Split",
                        "Merge",
                        "Move",
                        "Recover",
                        "Launch",
                        "crash",
                        "pod deleted",
                        "controller crashed",
                        "pod deleted by force",
                        "partitioned",
                        "lease preempted",
                        "image changed",
                        "world deleted",
                        "record deleted",
                        "cell failed",
                        "poison ended",
                        "stalled topic",
                        "API server out of reach",
                        "kept back by the gate",
                        "shutdown with records in flight",
                        "recovered",
                        "resumed")
                .hasEntrySatisfying("handed off", times -> assertThat(times).isGreaterThan(SEEDS))
                .hasEntrySatisfying("forwarded", times -> assertThat(times).isGreaterThan(SEEDS));
    }

    @Test
    void shouldRepeatTheSameRunForTheSameSeed() {
        var first = new ArrayList<String>();
        var second = new ArrayList<String>();

        Sim.run(7, Mutant.NONE, first::add);
        Sim.run(7, Mutant.NONE, second::add);

        assertThat(first).hasSizeGreaterThan(100).isEqualTo(second);
    }

    @Test
    void shouldCatchMutants() {
        assertThat(CAUGHT_BY)
                .hasSizeGreaterThanOrEqualTo(30)
                .allSatisfy((mutant, seed) -> assertThat(
                                Sim.run(seed, mutant, Sim.SILENT).violation())
                        .as("%s: %s", mutant, mutant.meaning())
                        .isPresent());
    }

    /** The first seed of each, as {@code ./fleetforge simulate --mutants} finds it; docs/testing.md has the table. */
    private static final Map<Mutant, Integer> CAUGHT_BY = Map.ofEntries(
            Map.entry(Mutant.READ_NO_HANDOFFS, 0),
            Map.entry(Mutant.READ_NO_JOURNAL, 0),
            Map.entry(Mutant.READ_NO_ENDS, 0),
            Map.entry(Mutant.REMEMBER_NOTHING, 844),
            Map.entry(Mutant.LISTEN_LATE, 5),
            Map.entry(Mutant.SEND_ONCE_ONLY, 5),
            Map.entry(Mutant.ACK_EARLY, 0),
            Map.entry(Mutant.LEAVE_AT_ONCE, 17),
            Map.entry(Mutant.KEEP_INCARNATION, 63),
            Map.entry(Mutant.REPLACE_UNACKNOWLEDGED, 1934),
            Map.entry(Mutant.LEAVE_THE_LEASE, 2443),
            Map.entry(Mutant.SEND_GATE_OFF, 4036),
            Map.entry(Mutant.FORGET_TO_COMPARE, 0),
            Map.entry(Mutant.FORWARD_NOTHING, 1),
            Map.entry(Mutant.ADOPT_FROM_THE_RUNNING, 10),
            Map.entry(Mutant.ADOPT_TWICE, 0),
            Map.entry(Mutant.REPLAY_HISTORY, 304),
            Map.entry(Mutant.NEVER_CLOSE, 19),
            Map.entry(Mutant.REPLACE_AT_ONCE, 1),
            Map.entry(Mutant.END_NAMESAKES, 0),
            Map.entry(Mutant.REBUILD_FROM_ONE, 0),
            Map.entry(Mutant.KEEP_HANDOFFS, 0),
            Map.entry(Mutant.READ_JOURNAL_FIRST, 4),
            Map.entry(Mutant.READ_NO_CHECKPOINTS, 0),
            Map.entry(Mutant.READ_LAST_CHECKPOINTS, 12),
            Map.entry(Mutant.FORGET_ENDS, 0),
            Map.entry(Mutant.RESTART_NEVER, 77),
            Map.entry(Mutant.SPREAD_SESSIONS, 0),
            Map.entry(Mutant.RECOVER_THE_DELETED, 3),
            Map.entry(Mutant.KEEP_THE_ENTITY, 5));
}
