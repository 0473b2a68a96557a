package io.fleetforge.controller.scaling;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.message.CellState;
import io.fleetforge.contracts.message.HostTelemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Load windows and ages of the cells of each followed world. In memory only: after a restart windows start again, so nothing is
 * decided before a whole one, and a cell counts from the last write of its record, which is not before its true start.
 *
 * <p>Thread-safe: a world is only touched inside {@code compute}. Bounded: one window per cell of the followed topology.
 */
public final class LoadHistory {

    private final Map<String, World> worlds = new ConcurrentHashMap<>();

    private record World(Duration window, Map<String, WorldLoads> cells) {}

    /** A cell's window at one epoch, and since when there is such a cell. */
    private record WorldLoads(long epoch, Instant born, LoadWindow window) {}

    /** What is known of a cell: when it was born, and its load unless it is silent. */
    public record CellLoad(Instant born, Optional<LoadReading> load) {}

    /**
     * Follows the cells of {@code topology} from now on, and drops others.
     *
     * @param window how long a load must hold; another length restarts all windows
     * @param written when the record was last written: the start of cells that are new here
     */
    public void follow(String worldUid, WorldTopologySpec topology, Duration window, Instant written) {
        worlds.compute(worldUid, (uid, before) -> {
            var cells = new HashMap<String, WorldLoads>();
            for (var cell : topology.cells()) {
                var known = before == null ? null : before.cells().get(cell.id());
                var continues =
                        known != null && before != null && before.window().equals(window);
                cells.put(cell.id(), continues ? known : begun(cell, known, window, written));
            }
            return new World(window, cells);
        });
    }

    private static WorldLoads begun(Cell cell, @Nullable WorldLoads known, Duration window, Instant written) {
        return new WorldLoads(cell.epoch(), known == null ? written : known.born(), new LoadWindow(window));
    }

    /** Adds the sample; true when the window of a cell starts with it. A sample of a lower epoch is ignored. */
    public boolean note(HostTelemetry sample, Instant at) {
        var begins = new boolean[1];
        worlds.computeIfPresent(sample.world().uid(), (uid, world) -> {
            for (var cell : sample.cells()) {
                var known = world.cells().get(cell.id());
                if (known == null || cell.state() != CellState.RUNNING || cell.epoch() < known.epoch()) {
                    continue;
                }
                if (cell.epoch() > known.epoch()) {
                    known = new WorldLoads(cell.epoch(), known.born(), new LoadWindow(world.window()));
                    world.cells().put(cell.id(), known);
                }
                begins[0] |= known.window().note(cell.players(), at);
            }
            return world;
        });
        return begins[0];
    }

    /** What is known at {@code now} of each cell that is followed; a load counts at the cell's present epoch only. */
    public Map<String, CellLoad> known(String worldUid, WorldTopologySpec topology, Instant now) {
        var answer = new HashMap<String, CellLoad>();
        worlds.computeIfPresent(worldUid, (uid, world) -> {
            for (var cell : topology.cells()) {
                var loads = world.cells().get(cell.id());
                if (loads != null) {
                    var load =
                            loads.epoch() == cell.epoch() ? loads.window().reading(now) : Optional.<LoadReading>empty();
                    answer.put(cell.id(), new CellLoad(loads.born(), load));
                }
            }
            return world;
        });
        return answer;
    }

    public void forgetWorld(String worldUid) {
        worlds.remove(worldUid);
    }
}
