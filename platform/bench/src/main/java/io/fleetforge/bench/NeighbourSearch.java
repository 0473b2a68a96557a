package io.fleetforge.bench;

import io.fleetforge.cell.simulation.EntityStore;
import io.fleetforge.cell.simulation.InterestGrid;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.ItemVisitor;
import org.locationtech.jts.index.SpatialIndex;
import org.locationtech.jts.index.quadtree.Quadtree;
import org.locationtech.jts.index.strtree.STRtree;

/**
 * Neighbourhood queries: ours, and the peers used as their documentation shows, with a visitor and therefore without a list.
 */
interface NeighbourSearch {

    /** Indexes the present positions. */
    void build();

    /** Slots of those within the radius into {@code into}; returns how many. */
    int near(double x, double y, int[] into);

    /** Ours. */
    static NeighbourSearch grid(InterestCrowd crowd) {
        var grid = new InterestGrid(InterestCrowd.RADIUS);
        return new NeighbourSearch() {
            @Override
            public void build() {
                grid.build(crowd.entities(), crowd.bounds());
            }

            @Override
            public int near(double x, double y, int[] into) {
                return grid.near(x, y, into);
            }
        };
    }

    static NeighbourSearch strTree(InterestCrowd crowd) {
        return new Jts(crowd.entities()) {
            @Override
            SpatialIndex empty() {
                return new STRtree();
            }
        };
    }

    static NeighbourSearch quadtree(InterestCrowd crowd) {
        return new Jts(crowd.entities()) {
            @Override
            SpatialIndex empty() {
                return new Quadtree();
            }
        };
    }

    /**
     * A new index per pass, since neither can move an item; the exact distance is checked here, as both find rectangles.
     */
    abstract class Jts implements NeighbourSearch, ItemVisitor {
        private static final double REACH = InterestCrowd.RADIUS * InterestCrowd.RADIUS;

        private final EntityStore entities;
        private final Integer[] slots;
        private SpatialIndex index = empty();
        private double x;
        private double y;
        private int[] into = new int[0];
        private int found;

        Jts(EntityStore entities) {
            this.entities = entities;
            slots = new Integer[entities.size()];
            for (var slot = 0; slot < slots.length; slot++) {
                slots[slot] = slot;
            }
        }

        abstract SpatialIndex empty();

        @Override
        public void build() {
            index = empty();
            for (var slot = 0; slot < slots.length; slot++) {
                index.insert(new Envelope(new Coordinate(entities.x(slot), entities.y(slot))), slots[slot]);
            }
        }

        @Override
        public int near(double aroundX, double aroundY, int[] target) {
            x = aroundX;
            y = aroundY;
            into = target;
            found = 0;
            var reach = InterestCrowd.RADIUS;
            index.query(new Envelope(x - reach, x + reach, y - reach, y + reach), this);
            return found;
        }

        @Override
        public void visitItem(Object item) {
            var slot = (int) (Integer) item;
            var dx = entities.x(slot) - x;
            var dy = entities.y(slot) - y;
            if (dx * dx + dy * dy <= REACH) {
                if (found < into.length) {
                    into[found] = slot;
                }
                found++;
            }
        }
    }
}
