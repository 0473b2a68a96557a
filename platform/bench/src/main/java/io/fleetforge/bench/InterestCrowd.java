package io.fleetforge.bench;

import io.fleetforge.cell.simulation.EntityStore;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.geometry.Bounds;
import java.util.SplittableRandom;

/** Positions of players for an interest pass. Equal arguments give equal positions. */
public record InterestCrowd(EntityStore entities, Bounds bounds) {

    /** View radius of a player; the default of the service. */
    static final double RADIUS = 100;

    private static final int SEED = 1;
    private static final double NEIGHBOURS = 10;
    private static final double AREA_OF_ONE = Math.PI * RADIUS * RADIUS / NEIGHBOURS;
    private static final double FIXED_SIDE = 5000;
    private static final double HOT_SIDE = 0.1;

    /** Distribution of the players. */
    public enum Spread {
        /** Evenly, ten in sight of each, however many there are: the world grows with them. */
        UNIFORM,
        /** The same world; half of the players stand in a hundredth of it. */
        HOT_SPOT,
        /** Evenly in a world of 5000 x 5000, however many there are. */
        FIXED_AREA
    }

    static InterestCrowd of(int players, Spread spread) {
        var side = switch (spread) {
            case UNIFORM, HOT_SPOT -> Math.sqrt(players * AREA_OF_ONE);
            case FIXED_AREA -> FIXED_SIDE;
        };
        var random = new SplittableRandom(SEED);
        var entities = new EntityStore();
        for (var i = 0; i < players; i++) {
            var hot = spread == Spread.HOT_SPOT && i % 2 == 0;
            var x = hot ? hot(random, side) : random.nextDouble(side);
            var y = hot ? hot(random, side) : random.nextDouble(side);
            entities.add(new Entity("p" + i, x, y, x, y));
        }
        return new InterestCrowd(entities, new Bounds(0, side, 0, side));
    }

    private static double hot(SplittableRandom random, double side) {
        return side * (0.5 - HOT_SIDE / 2) + random.nextDouble(side * HOT_SIDE);
    }
}
