package io.fleetforge.local.bots;

import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.geometry.Point;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How a crowd comes and moves. */
public enum CrowdPattern {
    /** All at once, all over the world; then each walks about. */
    FLASH_CROWD(Duration.ofSeconds(5), 1),
    /** One after the other, all over the world; then each walks about. */
    WANDER(Duration.ofSeconds(20), 1),
    /** One after the other, all over the world; then everybody walks about in the middle tenth. */
    HOT_SPOT(Duration.ofSeconds(20), 0.1);

    private final Duration arrival;
    private final double share;

    CrowdPattern(Duration arrival, double share) {
        this.arrival = arrival;
        this.share = share;
    }

    /** Over which time the players come. */
    Duration arrival() {
        return arrival;
    }

    Point start(Bounds world, RandomGenerator random) {
        return within(world, 1, random);
    }

    Point target(Bounds world, RandomGenerator random) {
        return within(world, share, random);
    }

    private static Point within(Bounds world, double share, RandomGenerator random) {
        var x = world.xMin() + world.width() * (0.5 + share * (random.nextDouble() - 0.5));
        var y = world.yMin() + world.height() * (0.5 + share * (random.nextDouble() - 0.5));
        return new Point(Math.min(x, Math.nextDown(world.xMax())), Math.min(y, Math.nextDown(world.yMax())));
    }
}
