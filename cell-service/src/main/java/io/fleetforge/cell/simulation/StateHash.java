package io.fleetforge.cell.simulation;

import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.hash.Fnv1a;

/**
 * 64 bits that distinguish two states of a cell: the sum of one mixed 64-bit value per entity. A sum does not depend on the order
 * of the slots, and the hashes of a cell's children add up to the hash of the cell. Allocates nothing. Not cryptographic: it finds
 * bugs, not forgeries.
 */
public final class StateHash {

    private StateHash() {}

    public static long of(EntityStore entities) {
        var sum = 0L;
        for (var slot = 0; slot < entities.size(); slot++) {
            sum += mixed(
                    entities.id(slot),
                    entities.x(slot),
                    entities.y(slot),
                    entities.targetX(slot),
                    entities.targetY(slot));
        }
        return sum;
    }

    public static long of(Iterable<Entity> entities) {
        var sum = 0L;
        for (var entity : entities) {
            sum += mixed(entity.id(), entity.x(), entity.y(), entity.targetX(), entity.targetY());
        }
        return sum;
    }

    private static long mixed(String id, double x, double y, double targetX, double targetY) {
        var hash = Fnv1a.ofChars(id);
        hash = mix(hash ^ bits(x));
        hash = mix(hash ^ bits(y));
        hash = mix(hash ^ bits(targetX));
        return mix(hash ^ bits(targetY));
    }

    /** Zero and minus zero are the same position. */
    private static long bits(double value) {
        return Double.doubleToLongBits(value + 0.0);
    }

    /** The finalizer of MurmurHash3: every bit of the input moves about half of the output's. */
    private static long mix(long value) {
        var mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
