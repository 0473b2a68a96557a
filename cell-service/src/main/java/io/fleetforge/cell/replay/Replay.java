package io.fleetforge.cell.replay;

import io.fleetforge.cell.simulation.CellSimulation;
import io.fleetforge.cell.simulation.EntityFaultException;
import io.fleetforge.cell.simulation.EntityStore;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.cell.simulation.StateHash;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Makes the changes of a recording again, with the code that a cell runs. */
public final class Replay {

    private Replay() {}

    /**
     * The state after all changes.
     *
     * @param ticks that were run
     * @param entities in the order of their slots
     * @param hash of the state, as {@link Recording#hash}
     * @param fault why a tick could not be finished; the changes behind it are not made
     */
    public record Outcome(long ticks, List<Entity> entities, String hash, Optional<String> fault) {
        public Outcome {
            entities = List.copyOf(entities);
        }
    }

    /** All changes of {@code recording}, see {@link #run(Recording, long)}. */
    public static Outcome run(Recording recording) {
        return run(recording, Long.MAX_VALUE);
    }

    /**
     * The changes up to the first after {@code most} ticks.
     *
     * @throws IllegalArgumentException when a change does not fit the state: the recording was edited
     * @throws NullPointerException when a change lacks what its kind needs
     */
    public static Outcome run(Recording recording, long most) {
        var state = new EntityStore();
        recording.entities().forEach(state::add);
        var ticks = 0L;
        try {
            for (var change : recording.changes()) {
                if (change.kind() != Change.Kind.TICK) {
                    apply(recording, change, state);
                    continue;
                }
                for (var rest = Objects.requireNonNull(change.ticks(), "ticks"); rest > 0; rest--) {
                    if (ticks == most) {
                        return outcome(ticks, state, Optional.empty());
                    }
                    CellSimulation.step(state, recording.bounds(), recording.maxStep());
                    ticks++;
                }
            }
            return outcome(ticks, state, Optional.empty());
        } catch (EntityFaultException e) {
            return outcome(ticks, state, Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private static Outcome outcome(long ticks, EntityStore state, Optional<String> fault) {
        return new Outcome(ticks, state.entities(), Long.toHexString(StateHash.of(state)), fault);
    }

    private static void apply(Recording recording, Change change, EntityStore state) {
        var entity = Objects.requireNonNull(change.entity(), "entity");
        if (change.kind() == Change.Kind.ADD) {
            state.add(new Entity(entity, x(change), y(change), x(change), y(change)));
            return;
        }
        var slot = state.slot(entity);
        if (slot < 0) {
            throw new IllegalArgumentException(change.kind() + " of " + entity + ", which is not in the cell then");
        }
        switch (change.kind()) {
            case AIM -> state.aim(slot, x(change), y(change));
            case REMOVE -> state.remove(slot);
            default -> CellSimulation.holdAtEdge(state, slot, recording.bounds());
        }
    }

    private static double x(Change change) {
        return Objects.requireNonNull(change.x(), "x");
    }

    private static double y(Change change) {
        return Objects.requireNonNull(change.y(), "y");
    }
}
