package io.fleetforge.cell.runtime;

import static io.fleetforge.cell.runtime.CellFixture.ALL;
import static io.fleetforge.cell.runtime.CellFixture.LEFT;
import static io.fleetforge.cell.runtime.CellFixture.RIGHT;
import static io.fleetforge.cell.runtime.CellFixture.SELF;
import static io.fleetforge.cell.runtime.CellFixture.at;
import static io.fleetforge.cell.runtime.CellFixture.cell;
import static io.fleetforge.cell.runtime.CellFixture.elsewhere;
import static io.fleetforge.cell.runtime.CellFixture.heading;
import static io.fleetforge.cell.runtime.CellFixture.topology;
import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.cell.replay.Change;
import io.fleetforge.cell.replay.Replay;
import io.fleetforge.cell.runtime.CellRestarts.Restart;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.CellState;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A cell whose tick fails when one entity walks over the edge of the host, on simulated time. */
class CellRestartTest {

    private static final CorrelationId CORRELATION = new CorrelationId("correlation");
    private static final String POISON = "poison";

    private final AtomicLong nowNs = new AtomicLong();
    /** Fails at the handoff of one entity. */
    private final CellFixture.RecordingEvents events = new CellFixture.RecordingEvents() {
        @Override
        public void sessionHandedOff(Entity entity, CellAssignment from, HostAssignment to, Cause cause) {
            if (entity.id().equals(POISON)) {
                throw new IllegalStateException("a fault");
            }
            super.sessionHandedOff(entity, from, to, cause);
        }
    };

    private final CellHosts.Started started = CellHosts.withoutThreads(
            SELF, new CellHosts.Outside(events, Persistence.OFF, (late, took) -> {}), 10, nowNs::get);
    private final CellHost host = started.host();

    @Test
    void shouldStartAFailedCellAgainWithItsPlayersAndEndTheSessionAtWhichItFailsTwice() {
        host.apply(topology(1, cell("a", LEFT, 1), elsewhere("b", RIGHT, 1)), CORRELATION);
        enter(at("calm", 10, 10));
        enter(heading(POISON, 45, 10, 80, 10));
        events.lines.clear();

        started.scheduler().tickAll();
        assertThat(state()).isEqualTo(CellState.FAILED);
        host.restartFailed();
        assertThat(state()).as("its pause is not over").isEqualTo(CellState.FAILED);
        assertThat(host.lastFailure("b")).isEmpty();
        assertThat(host.lastFailure("a")).hasValueSatisfying(failure -> {
            assertThat(failure.changes()).extracting(Change::entity).contains("calm", POISON);
            assertThat(Replay.run(failure).hash()).isEqualTo(failure.hash());
        });

        after(Duration.ofSeconds(1));
        host.restartFailed();
        assertThat(state()).isEqualTo(CellState.RUNNING);
        assertThat(players()).as("one failure may be a coincidence").isEqualTo(2);

        started.scheduler().tickAll();
        assertThat(state()).isEqualTo(CellState.FAILED);
        after(Duration.ofSeconds(2));
        host.restartFailed();

        assertThat(state()).isEqualTo(CellState.RUNNING);
        assertThat(players()).isEqualTo(1);
        assertThat(events.lines)
                .filteredOn(line -> !line.startsWith("failed"))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("moved calm a CellRestarted"),
                        line -> assertThat(line).isEqualTo("moved poison a CellRestarted"),
                        line -> assertThat(line).startsWith("ready a@1 r1"),
                        line -> assertThat(line).isEqualTo("ended poison a EntityFailed"),
                        line -> assertThat(line).isEqualTo("moved calm a CellRestarted"),
                        line -> assertThat(line).startsWith("ready a@1 r1"));
        started.scheduler().tickAll();
        assertThat(state()).isEqualTo(CellState.RUNNING);
    }

    @Test
    void shouldNotTickAFailedCell() {
        host.apply(topology(1, cell("a", LEFT, 1), elsewhere("b", RIGHT, 1)), CORRELATION);
        enter(heading(POISON, 45, 10, 80, 10));

        started.scheduler().tickAll();
        started.scheduler().tickAll();

        assertThat(events.lines).filteredOn(line -> line.startsWith("failed")).hasSize(1);
    }

    @Test
    void shouldLeaveAFailedCellToTheNextTopologyWhenThatComesFirst() {
        host.apply(topology(1, cell("a", LEFT, 1), elsewhere("b", RIGHT, 1)), CORRELATION);
        enter(heading(POISON, 45, 10, 80, 10));
        started.scheduler().tickAll();

        host.apply(topology(2, cell("c", ALL, 2, "a")), CORRELATION);
        after(Duration.ofSeconds(10));
        host.restartFailed();

        assertThat(host.cell("a")).isEmpty();
        assertThat(host.cell("c").orElseThrow().state()).isEqualTo(CellState.RUNNING);
    }

    @Test
    void shouldPauseForTwiceAsLongAfterEachFailureAndForgetThemInTime() {
        var restarts = new CellRestarts();
        var pauses = List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
        for (var seconds : pauses) {
            restarts.failed("a", Optional.empty(), nowNs.get());
            after(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(due(restarts)).isEmpty();
            after(Duration.ofNanos(1));
            assertThat(due(restarts)).containsExactly(new Restart("a", Optional.empty()));
        }

        after(CellRestarts.FORGOTTEN_AFTER.plusNanos(1));
        restarts.failed("a", Optional.empty(), nowNs.get());
        after(CellRestarts.FIRST_PAUSE);

        assertThat(due(restarts)).hasSize(1);
    }

    @Test
    void shouldLeaveOutOnlyAnEntityAtWhichTheCellFailsTwiceInARow() {
        var restarts = new CellRestarts();
        restarts.failed("a", Optional.of("x"), nowNs.get());
        restarts.failed("a", Optional.of("y"), nowNs.get());
        after(CellRestarts.LONGEST_PAUSE);
        assertThat(due(restarts)).containsExactly(new Restart("a", Optional.empty()));

        restarts.failed("a", Optional.of("y"), nowNs.get());
        after(CellRestarts.LONGEST_PAUSE);
        assertThat(due(restarts)).containsExactly(new Restart("a", Optional.of("y")));
        assertThat(restarts.due(Set.of(), List.of("a"), nowNs.get()))
                .as("a cell of another topology")
                .isEmpty();
    }

    private List<Restart> due(CellRestarts restarts) {
        return restarts.due(Set.of("a"), List.of("a"), nowNs.get());
    }

    private void enter(Entity entity) {
        host.cell("a").orElseThrow().offer(new CellInput.Enter(entity, new CompletableFuture<>()));
    }

    private CellState state() {
        return host.cell("a").orElseThrow().state();
    }

    private int players() {
        return host.cell("a").orElseThrow().players();
    }

    private void after(Duration time) {
        nowNs.addAndGet(time.toNanos());
    }
}
