package io.fleetforge.cell.simulation;

import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.geometry.Bounds;

/**
 * One tick: every entity moves towards its target at most at the speed limit. An entity that crosses the cell's edge stays where it
 * crossed, outside, for the host to route; equal stores and arguments give equal results.
 */
public final class CellSimulation {

    private CellSimulation() {}

    /**
     * @param maxStep longest distance of one entity in this tick, world units
     * @return how many entities now stand outside {@code bounds}
     * @throws EntityFaultException when an entity cannot be moved; those before it have moved
     */
    public static int step(EntityStore entities, Bounds bounds, double maxStep) {
        var outside = 0;
        var slot = 0;
        try {
            for (; slot < entities.size(); slot++) {
                move(entities, slot, maxStep);
                if (!bounds.contains(entities.x(slot), entities.y(slot))) {
                    outside++;
                }
            }
        } catch (RuntimeException e) {
            throw new EntityFaultException(entities.id(slot), e);
        }
        return outside;
    }

    private static void move(EntityStore entities, int slot, double maxStep) {
        var dx = entities.targetX(slot) - entities.x(slot);
        var dy = entities.targetY(slot) - entities.y(slot);
        var distance = Math.sqrt(dx * dx + dy * dy);
        if (distance > maxStep) {
            var share = maxStep / distance;
            entities.place(slot, entities.x(slot) + dx * share, entities.y(slot) + dy * share);
        } else if (distance > 0) {
            entities.place(slot, entities.targetX(slot), entities.targetY(slot));
        }
    }

    /** Puts the entity back to the nearest point inside {@code bounds} and lets it rest there. */
    public static void holdAtEdge(EntityStore entities, int slot, Bounds bounds) {
        var x = clamp(entities.x(slot), bounds.xMin(), bounds.xMax());
        var y = clamp(entities.y(slot), bounds.yMin(), bounds.yMax());
        entities.place(slot, x, y);
        entities.aim(slot, x, y);
    }

    /** The entity at rest at the nearest point inside {@code bounds}. */
    public static Entity atEdge(Entity entity, Bounds bounds) {
        var x = clamp(entity.x(), bounds.xMin(), bounds.xMax());
        var y = clamp(entity.y(), bounds.yMin(), bounds.yMax());
        return new Entity(entity.id(), x, y, x, y);
    }

    /** Half-open: the largest value below {@code max} is still inside. */
    private static double clamp(double value, double min, double max) {
        return Math.min(Math.max(value, min), Math.nextDown(max));
    }
}
