package io.fleetforge.cell.runtime;

import static io.fleetforge.cell.runtime.CellFixture.ALL;
import static io.fleetforge.cell.runtime.CellFixture.LEFT;
import static io.fleetforge.cell.runtime.CellFixture.RIGHT;
import static io.fleetforge.cell.runtime.CellFixture.SELF;
import static io.fleetforge.cell.runtime.CellFixture.admitting;
import static io.fleetforge.cell.runtime.CellFixture.at;
import static io.fleetforge.cell.runtime.CellFixture.cell;
import static io.fleetforge.cell.runtime.CellFixture.elsewhere;
import static io.fleetforge.cell.runtime.CellFixture.handedOff;
import static io.fleetforge.cell.runtime.CellFixture.heading;
import static io.fleetforge.cell.runtime.CellFixture.saved;
import static io.fleetforge.cell.runtime.CellFixture.topology;
import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.cell.checkpoint.SessionOwner;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;
import io.fleetforge.contracts.message.WorldRef;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A host with two real workers that tick every millisecond; assertions are on events and their order. */
class CellHostTest {

    private static final CorrelationId CORRELATION = new CorrelationId("correlation");
    private static final HostAssignment ONE = new HostAssignment("starter-0", 4);

    private final CellFixture.RecordingEvents events = new CellFixture.RecordingEvents();
    private final CellHosts.Started started = start(Persistence.OFF);
    private final CellHost host = started.host();

    @AfterEach
    void stop() {
        host.stop(CORRELATION);
    }

    @Test
    void shouldReportTheRevisionThatACellIsReadyFor() {
        host.apply(topology(7, cell("a", ALL, 3)), CORRELATION);

        assertThat(events.lines).containsExactly("ready a@3 r7 correlation");
    }

    @Test
    void shouldMoveEverySessionToTheChildAtItsPositionWhenACellSplits() throws Exception {
        host.apply(topology(1, cell("a", ALL, 1)), CORRELATION);
        enter("a", at("west", 10, 10));
        enter("a", at("east", 90, 10));
        events.lines.clear();

        host.apply(topology(2, cell("b", LEFT, 2, "a"), cell("c", RIGHT, 2, "a")), CORRELATION);

        assertThat(events.lines)
                .containsExactly(
                        "released a@1 Split",
                        "moved west b CellReplaced",
                        "moved east c CellReplaced",
                        "ready b@2 r2 correlation",
                        "ready c@2 r2 correlation");
        assertThat(where("west", "b")).isEqualTo(new CellAnswer.Done(at("west", 10, 10), "b", 2));
    }

    /** A cell with one player splits, and one whose players all stand on the new edge. */
    @Test
    void shouldSplitWithOnePlayerAndWithAllPlayersOnTheEdge() throws Exception {
        host.apply(topology(1, cell("a", ALL, 1)), CORRELATION);
        enter("a", at("one", 50, 10));
        host.apply(topology(2, cell("b", LEFT, 2, "a"), cell("c", RIGHT, 2, "a")), CORRELATION);
        assertThat(where("one", "c")).isEqualTo(new CellAnswer.Done(at("one", 50, 10), "c", 2));

        host.apply(topology(3, cell("d", ALL, 3, "b", "c")), CORRELATION);
        enter("d", at("two", 50, 20));
        enter("d", at("three", 50, 99));
        host.apply(topology(4, cell("e", LEFT, 4, "d"), cell("f", RIGHT, 4, "d")), CORRELATION);

        for (var player : List.of(at("one", 50, 10), at("two", 50, 20), at("three", 50, 99))) {
            assertThat(where(player.id(), "f")).isEqualTo(new CellAnswer.Done(player, "f", 4));
        }
        assertThat(host.cell("e").orElseThrow().players()).isZero();
    }

    @Test
    void shouldKeepEverySessionWhenAMergeExceedsTheLimit() throws Exception {
        host.apply(topology(1, cell("b", LEFT, 1), cell("c", RIGHT, 1)), CORRELATION);
        for (var i = 0; i < 3; i++) {
            enter("b", at("west" + i, 10, 10));
            enter("c", at("east" + i, 90, 10));
        }

        host.apply(topology(2, cell("d", ALL, 2, "b", "c")), CORRELATION);

        assertThat(host.cell("d"))
                .hasValueSatisfying(cell -> assertThat(cell.players()).isEqualTo(6));
        assertThat(events.lines).noneMatch(line -> line.startsWith("ended"));
    }

    @Test
    void shouldHandOffTheSessionsOfACellThatAnotherHostRunsNow() throws Exception {
        host.apply(topology(1, cell("b", LEFT, 1), cell("c", RIGHT, 1)), CORRELATION);
        enter("b", at("west", 10, 10));
        enter("c", at("east", 90, 10));

        host.apply(topology(2, cell("b", LEFT, 1), elsewhere("c", RIGHT, 2)), CORRELATION);

        assertThat(events.lines).endsWith("released c@1 Unassigned", "handed off east c to starter-1@2");
        assertThat(host.cells()).extracting(CellAgent::id).containsExactly("b");
    }

    @Test
    void shouldHandOffASessionThatWalksIntoACellOfAnotherHost() throws Exception {
        host.apply(topology(1, cell("b", LEFT, 1), elsewhere("c", RIGHT, 1)), CORRELATION);
        enter("b", heading("walker", 49, 10, 60, 10));

        awaitLine("handed off walker b to starter-1@2");

        assertThat(host.cell("b").orElseThrow().players()).isZero();
    }

    @Test
    void shouldAdoptHandedOffSessionsAtTheirPositions() throws Exception {
        host.apply(topology(1, cell("b", LEFT, 1), elsewhere("c", RIGHT, 1)), CORRELATION);
        events.lines.clear();

        host.handedOff(handedOff(saved(at("west", 10, 10), "ann"), "starter-0", 4), CORRELATION);
        host.handedOff(handedOff(saved(at("east", 60, 10), "eve"), "starter-0", 4), CORRELATION);
        host.handedOff(handedOff(saved(at("out", 500, 10), "out"), "starter-0", 4), CORRELATION);
        host.handedOff(handedOff(saved(at("theirs", 10, 10), "bob"), "starter-1", 2), CORRELATION);

        assertThat(events.lines)
                .containsExactly("adopted west b HandedOff", "forwarded east to starter-1@2", "lost out OutsideWorld");
        assertThat(where("west", "b")).isInstanceOf(CellAnswer.Done.class);
    }

    @Test
    void shouldLeaveHandoffsBeforeItsFirstTopologyToTheRecovery() {
        host.handedOff(handedOff(saved(at("west", 10, 10), "ann"), "starter-0", 4), CORRELATION);

        assertThat(events.lines).isEmpty();
    }

    @Test
    void shouldForwardSessionsThatAnEarlierProcessLeftElsewhere() {
        var memory = new CellFixture.Memory();
        memory.left = List.of(saved(at("east", 60, 10), "eve"));
        var one = start(memory).host();

        one.apply(topology(1, cell("b", LEFT, 1), elsewhere("c", RIGHT, 1)), CORRELATION);

        assertThat(events.lines).containsOnlyOnce("forwarded east to starter-1@2");
        one.stop(CORRELATION);
    }

    @Test
    void shouldRecoverIntoRunningCellsWhenAHostIsGone() throws Exception {
        var memory = new CellFixture.Memory();
        var one = start(memory).host();
        one.apply(topology(1, cell("b", LEFT, 1), elsewhere("c", RIGHT, 1)), CORRELATION);
        memory.left = List.of(saved(at("west", 10, 10), "ann"), saved(at("east", 60, 10), "eve"));
        memory.owner = new SessionOwner("starter-1", 2, "gone");
        var without = topology(2, cell("b", LEFT, 1), elsewhere("c", RIGHT, 3));

        one.apply(withHosts(without, new HostAssignment("starter-0", 4)), CORRELATION);

        assertThat(events.lines).contains("adopted west b Recovered").noneMatch(line -> line.contains("east"));
        one.stop(CORRELATION);
    }

    @Test
    void shouldRecoverWhenASessionIsHandedOffToAGoneHost() throws Exception {
        var memory = new CellFixture.Memory();
        var one = start(memory).host();
        one.apply(topology(1, cell("b", LEFT, 1), elsewhere("c", RIGHT, 1)), CORRELATION);
        memory.left = List.of(saved(at("west", 10, 10), "ann"));

        one.handedOff(handedOff(saved(at("west", 10, 10), "ann"), "starter-9", 1), CORRELATION);

        assertThat(events.lines).contains("adopted west b Recovered");
        one.stop(CORRELATION);
    }

    @Test
    void shouldIgnoreAnOlderRevisionAndAnotherWorldOfTheSameName() {
        host.apply(topology(5, cell("a", ALL, 5)), CORRELATION);
        events.lines.clear();

        host.apply(topology(4, cell("z", ALL, 4)), CORRELATION);
        host.apply(topology(new WorldRef("default", "starter", "u-2"), 9, 4, cell("y", ALL, 9)), CORRELATION);

        assertThat(events.lines).isEmpty();
        assertThat(host.cells()).extracting(CellAgent::id).containsExactly("a");
    }

    @Test
    void shouldApplyANewLimitToRunningCells() throws Exception {
        host.apply(admitting(1, topology(1, cell("a", ALL, 1))), CORRELATION);
        enter("a", at("p", 1, 1));

        host.apply(admitting(2, topology(2, cell("a", ALL, 1))), CORRELATION);

        enter("a", at("q", 1, 1));
        assertThat(events.lines).containsExactly("ready a@1 r1 correlation");
    }

    @Test
    void shouldAdoptSessionsThatAGoneHostLeftInItsCells() throws Exception {
        var memory = new CellFixture.Memory();
        memory.left = List.of(
                saved(heading("west", 10, 10, 20, 10), "ann"),
                saved(at("far", 500, 10), "bob"),
                saved(at("again", 11, 11), "double"));
        var restarted = start(memory).host();

        restarted.apply(topology(3, cell("b", LEFT, 3)), CORRELATION);

        assertThat(events.lines)
                .containsExactly("adopted west b Recovered", "adopted again b Recovered", "ready b@3 r3 correlation");
        assertThat(restarted.cell("b").orElseThrow().players())
                .as("not who stands elsewhere, nor who plays here already")
                .isEqualTo(1);
        restarted.stop(CORRELATION);
    }

    @Test
    void shouldRecoverOnlyWhenItJoinsOrAProcessIsGone() {
        var memory = new CellFixture.Memory();
        var one = start(memory).host();
        one.apply(topology(1, cell("a", ALL, 1)), CORRELATION);

        one.apply(topology(2, cell("b", LEFT, 2, "a"), cell("c", RIGHT, 2, "a")), CORRELATION);
        one.apply(topology(3, cell("b", LEFT, 3)), CORRELATION);
        one.apply(topology(4, cell("d", ALL, 4, "b", "c")), CORRELATION);
        assertThat(memory.reads)
                .as("running hosts hand their sessions off one by one")
                .isEqualTo(1);

        one.apply(withHosts(topology(5, cell("d", ALL, 4)), ONE, new HostAssignment("starter-1", 3)), CORRELATION);
        assertThat(memory.reads).as("a successor has the name").isEqualTo(2);

        one.apply(withHosts(topology(6, cell("d", ALL, 4)), ONE), CORRELATION);
        assertThat(memory.reads).isEqualTo(3);
        one.stop(CORRELATION);
    }

    @Test
    void shouldKeepCellsTickingDuringARecovery() throws Exception {
        var memory = new CellFixture.Memory();
        var one = start(memory).host();
        one.apply(topology(1, cell("b", LEFT, 1)), CORRELATION);
        enter(one, "b", at("west", 10, 10));
        memory.whileReading = () -> {
            try {
                enter(one, "b", at("late", 20, 10));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };

        one.apply(withHosts(topology(2, cell("d", ALL, 2, "b", "c")), ONE), CORRELATION);

        assertThat(memory.reads).isEqualTo(2);
        assertThat(one.cell("d").orElseThrow().players()).isEqualTo(2);
        one.stop(CORRELATION);
    }

    @Test
    void shouldReadNothingAndEndItsCellsAtOnceWhenItWasReplaced() {
        var memory = new CellFixture.Memory();
        var one = start(memory).host();
        one.apply(topology(1, cell("b", LEFT, 1)), CORRELATION);
        memory.left = null;

        one.apply(withHosts(topology(2, cell("b", LEFT, 2)), new HostAssignment("starter-0", 5)), CORRELATION);

        assertThat(memory.reads).isEqualTo(1);
        assertThat(one.cells()).isEmpty();
        one.stop(CORRELATION);
    }

    @Test
    void shouldStartNoCellAndSaveNoneWhenItStopsBeforeTheRecovery() {
        var memory = new CellFixture.Memory();
        memory.left = null;
        var one = start(memory).host();

        one.apply(topology(1, cell("a", ALL, 1)), CORRELATION);
        one.stop(CORRELATION);

        assertThat(one.cells()).isEmpty();
        assertThat(memory.saved).isEmpty();
    }

    @Test
    void shouldRecoverWhenAHostIsNoLongerListed() throws Exception {
        var memory = new CellFixture.Memory();
        var one = start(memory).host();
        one.apply(topology(1, cell("b", LEFT, 1)), CORRELATION);
        enter(one, "b", at("west", 10, 10));
        memory.left = List.of(saved(at("east", 90, 10), "eve"));

        one.apply(withHosts(topology(2, cell("d", ALL, 2, "b", "c")), ONE), CORRELATION);

        assertThat(one.cell("d").orElseThrow().players()).isEqualTo(2);
        one.stop(CORRELATION);
    }

    @Test
    void shouldEndNoSessionWhenATopologyReplacesIt() throws Exception {
        var memory = new CellFixture.Memory();
        var one = start(memory).host();
        one.apply(topology(1, cell("b", LEFT, 1)), CORRELATION);
        enter(one, "b", at("west", 10, 10));

        one.apply(topology(CellFixture.WORLD, 2, 5, cell("b", LEFT, 2)), CORRELATION);

        assertThat(one.cells()).isEmpty();
        assertThat(events.lines).endsWith("released b@1 Unassigned", "session released west");
        assertThat(memory.saved).as("its successor writes the checkpoints now").isEmpty();
        one.stop(CORRELATION);
    }

    @Test
    void shouldSaveEverySessionForItsSuccessorWhenItStops() throws Exception {
        var memory = new CellFixture.Memory();
        var one = start(memory).host();
        one.apply(topology(1, cell("b", LEFT, 1), cell("c", RIGHT, 1)), CORRELATION);
        enter(one, "b", at("west", 10, 10));

        one.stop(CORRELATION);

        assertThat(memory.saved).containsExactly("b@1 [west]");
        assertThat(events.lines).noneMatch(line -> line.startsWith("ended"));
    }

    @Test
    void shouldEndEverySessionWhenItStops() throws Exception {
        host.apply(topology(1, cell("a", ALL, 1)), CORRELATION);
        enter("a", at("p", 1, 1));

        host.stop(CORRELATION);

        assertThat(events.lines).endsWith("ended p a HostStopping");
        assertThat(host.cells()).isEmpty();
    }

    @Test
    void shouldLoseAndDuplicateNoSessionWhileCellsSplitAndMerge() throws Exception {
        // Given players near the middle
        var random = new Random(7);
        host.apply(topology(1, cell("b", LEFT, 1), cell("c", RIGHT, 1)), CORRELATION);
        for (var i = 0; i < 3; i++) {
            enter("b", at("w" + i, 45 + i, 10));
            enter("c", at("e" + i, 51 + i, 20));
        }

        // When they walk back and forth while the world is repartitioned repeatedly
        for (var revision = 2L; revision < 200; revision += 2) {
            host.apply(topology(revision, cell("m" + revision, ALL, revision)), CORRELATION);
            for (var i = 0; i < 3; i++) {
                aim("m" + revision, "w" + i, random.nextDouble(100));
                aim("m" + revision, "e" + i, random.nextDouble(100));
            }
            host.apply(
                    topology(
                            revision + 1,
                            cell("l" + revision, LEFT, revision + 1, "m" + revision),
                            cell("r" + revision, RIGHT, revision + 1, "m" + revision)),
                    CORRELATION);
        }
        // And some cross the edge meanwhile
        for (var i = 0; i < 3; i++) {
            sendOver("w" + i);
            sendOver("e" + i);
        }
        awaitCrossing();
        host.apply(topology(1000, cell("last", ALL, 1000)), CORRELATION);

        // Then
        assertThat(events.lines)
                .noneMatch(line -> line.startsWith("ended") || line.startsWith("failed"))
                .anyMatch(line -> line.endsWith("Crossed"));
        assertThat(host.cell("last"))
                .hasValueSatisfying(cell -> assertThat(cell.players()).isEqualTo(6));
        for (var i = 0; i < 3; i++) {
            assertThat(where("w" + i, "last")).isInstanceOf(CellAnswer.Done.class);
            assertThat(where("e" + i, "last")).isInstanceOf(CellAnswer.Done.class);
        }
    }

    private static TopologyMessage withHosts(TopologyMessage topology, HostAssignment... hosts) {
        return new TopologyMessage(
                topology.world(),
                topology.revision(),
                topology.epoch(),
                topology.bounds(),
                topology.maxPlayersPerCell(),
                List.of(hosts),
                topology.cells());
    }

    private void awaitLine(String line) {
        var deadlineNs = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!events.lines.contains(line) && System.nanoTime() < deadlineNs) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(events.lines).contains(line);
    }

    private CellHosts.Started start(Persistence persistence) {
        return CellHosts.start(
                SELF,
                new CellHosts.Outside(events, persistence, (late, took) -> {}),
                2,
                new CellHosts.TickRate(Duration.ofMillis(1), 10_000));
    }

    private void enter(String cell, Entity entity) throws Exception {
        enter(host, cell, entity);
    }

    private static void enter(CellHost at, String cell, Entity entity) throws Exception {
        var answer = new CompletableFuture<CellAnswer>();
        at.cell(cell).orElseThrow().offer(new CellInput.Enter(entity, answer));
        assertThat(answer.get(5, TimeUnit.SECONDS)).isInstanceOf(CellAnswer.Done.class);
    }

    private void aim(String cell, String id, double x) throws Exception {
        assertThat(head(cell, id, x)).isInstanceOf(CellAnswer.Done.class);
    }

    private CellAnswer head(String cell, String id, double x) throws Exception {
        var answer = new CompletableFuture<CellAnswer>();
        host.cell(cell).orElseThrow().offer(new CellInput.SetTarget(id, x, 10, answer));
        return answer.get(5, TimeUnit.SECONDS);
    }

    /** Sets a target in the half opposite to the player's cell, unless it crosses right now. */
    private void sendOver(String id) throws Exception {
        if (where(id, "l198") instanceof CellAnswer.Done) {
            head("l198", id, 75);
        } else if (where(id, "r198") instanceof CellAnswer.Done) {
            head("r198", id, 25);
        }
    }

    private void awaitCrossing() {
        var deadlineNs = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (List.copyOf(events.lines).stream().noneMatch(line -> line.endsWith("Crossed"))
                && System.nanoTime() < deadlineNs) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private CellAnswer where(String id, String cell) throws Exception {
        var answer = new CompletableFuture<CellAnswer>();
        host.cell(cell).orElseThrow().offer(new CellInput.Locate(id, answer));
        return answer.get(5, TimeUnit.SECONDS);
    }
}
