package io.fleetforge.bench;

import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.runtime.CellHosts;
import io.fleetforge.cell.runtime.HostEventListener;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.cell.runtime.Persistence;
import io.fleetforge.cell.runtime.TickMeter;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;
import io.fleetforge.contracts.message.WorldRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The real host with one worker at twenty ticks a second, without HTTP and Kafka. */
final class MemoryHost implements AutoCloseable {

    static final HostIdentity IDENTITY =
            new HostIdentity(new WorldRef("bench", "world", "u-1"), "world-0", 1, "process");
    static final Duration PERIOD = Duration.ofMillis(50);
    static final CorrelationId CORRELATION = new CorrelationId("bench");

    private final CellHosts.Started started;
    private final Bounds world;
    private final int maxPlayersPerCell;
    private long revision;

    /**
     * @param maxSpeed of players, world units per second
     */
    MemoryHost(HostEventListener events, TickMeter meter, Bounds world, int maxPlayersPerCell, double maxSpeed) {
        this.world = world;
        this.maxPlayersPerCell = maxPlayersPerCell;
        started = CellHosts.start(
                IDENTITY,
                new CellHosts.Outside(events, Persistence.OFF, meter),
                1,
                new CellHosts.TickRate(PERIOD, maxSpeed));
    }

    CellHost host() {
        return started.host();
    }

    /** A cell of this host at the next revision. */
    CellAssignment cell(String id, Bounds bounds, String... parents) {
        return new CellAssignment(id, bounds, IDENTITY.host(), revision + 1, List.of(parents));
    }

    /** Returns when the cells tick. */
    void apply(List<CellAssignment> cells) {
        revision++;
        host().apply(
                        new TopologyMessage(
                                IDENTITY.world(),
                                revision,
                                revision,
                                world,
                                maxPlayersPerCell,
                                List.of(new HostAssignment(IDENTITY.host(), IDENTITY.incarnation())),
                                cells),
                        CORRELATION);
    }

    /** {@code count} cells in rows of about as many columns, as the partitioner makes them. */
    List<CellAssignment> grid(int count) {
        var rows = (int) Math.sqrt(count);
        var cells = new ArrayList<CellAssignment>();
        for (var row = 0; row < rows; row++) {
            var columns = count / rows + (row < count % rows ? 1 : 0);
            for (var column = 0; column < columns; column++) {
                cells.add(cell(
                        "c" + cells.size(),
                        new Bounds(
                                world.xMin() + world.width() * column / columns,
                                world.xMin() + world.width() * (column + 1) / columns,
                                world.yMin() + world.height() * row / rows,
                                world.yMin() + world.height() * (row + 1) / rows)));
            }
        }
        return cells;
    }

    @Override
    public void close() {
        host().stop(CORRELATION);
    }
}
