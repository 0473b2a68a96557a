package io.fleetforge.bots;

import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.geometry.Point;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How a crowd arrives and moves. */
public enum CrowdPattern {
    /** All at once, all over the world; then each walks about. */
    FLASH_CROWD(Duration.ofSeconds(5), 1, 0.5),
    /** One after another, all over the world; then each walks about. */
    WANDER(Duration.ofSeconds(20), 1, 0.5),
    /** One after another, all over the world; then all walk about in the middle tenth. */
    HOT_SPOT(Duration.ofSeconds(20), 0.1, 0.5),
    /** All at once, all over the world; then all flock to one area, a fifth of the world wide, off its middle. */
    FLOCK(Duration.ofSeconds(5), 0.2, 0.27);

    private final Duration arrival;
    private final double share;
    private final double middle;

    CrowdPattern(Duration arrival, double share, double middle) {
        this.arrival = arrival;
        this.share = share;
        this.middle = middle;
    }

    /** The time over which players arrive. */
    Duration arrival() {
        return arrival;
    }

    Point start(Bounds world, RandomGenerator random) {
        return within(world, 1, 0.5, random);
    }

    Point target(Bounds world, RandomGenerator random) {
        return within(world, share, middle, random);
    }

    private static Point within(Bounds world, double share, double middle, RandomGenerator random) {
        var x = world.xMin() + world.width() * (middle + share * (random.nextDouble() - 0.5));
        var y = world.yMin() + world.height() * (middle + share * (random.nextDouble() - 0.5));
        return new Point(Math.min(x, Math.nextDown(world.xMax())), Math.min(y, Math.nextDown(world.yMax())));
    }
}
