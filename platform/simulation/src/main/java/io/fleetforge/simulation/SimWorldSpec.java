package io.fleetforge.simulation;

import io.fleetforge.contracts.crd.WorldTopologySpec.Source;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.controller.operation.ManualOperation;
import io.fleetforge.controller.topology.WorldDemand;
import java.util.List;
import java.util.Optional;

/** What operators ask of the world: its partition, the image of its hosts, manual operations. */
final class SimWorldSpec {

    private static final Bounds BOUNDS = new Bounds(0, 1000, 0, 1000);
    private static final int MAX_PLAYERS = 1000;

    private final Sim sim;
    private final SimTopologyRecord record;
    private WorldDemand demand;
    private String template = "image-0";
    private int templates;
    private Optional<ManualOperation> operation = Optional.empty();

    SimWorldSpec(Sim sim, SimTopologyRecord record) {
        this.sim = sim;
        this.record = record;
        this.demand = newDemand();
    }

    WorldDemand demand() {
        return demand;
    }

    SimObserver.SimSpec asked() {
        return new SimObserver.SimSpec(template, operation);
    }

    /** An edit of the partition. */
    void change() {
        demand = newDemand();
    }

    private WorldDemand newDemand() {
        return new WorldDemand(
                sim.world().name(),
                new Source(BOUNDS, (int) sim.time().between(1, 6), SimObserver.MIN_CELL_SIZE, MAX_PLAYERS),
                (int) sim.time().between(1, 3));
    }

    /** An edit of the image: hosts are replaced one by one. */
    void changeImage() {
        templates++;
        template = "image-" + templates;
        sim.counted("image changed");
    }

    /** The image of most hosts stays. */
    void calmDown(String common) {
        if (!common.isEmpty()) {
            template = common;
        }
    }

    /** A manual operation: a split, a merge or a move. */
    void force() {
        var current = record.stored();
        if (current == null) {
            return;
        }
        var cells = current.cells();
        var one = cells.get(sim.time().index(cells.size()));
        var other = cells.get(sim.time().index(cells.size()));
        operation = Optional.of(
                switch (sim.time().index(3)) {
                    case 0 -> new ManualOperation.Split(one.id());
                    case 1 -> new ManualOperation.Merge(List.of(one.id(), other.id()));
                    default -> new ManualOperation.Move(one.id(), other.host());
                });
    }

    /** The manual operation was carried out or refused. */
    void answered() {
        operation = Optional.empty();
    }

    /** The world was deleted, and another is created under its name. */
    void recreated() {
        operation = Optional.empty();
        demand = newDemand();
    }
}
