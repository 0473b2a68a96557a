package io.fleetforge.bots;

import java.time.Duration;
import java.util.Objects;

/**
 * How bots behave.
 *
 * @param moveEvery time between two targets that a bot sends
 * @param dropProbability per target: the socket breaks and the bot resumes its session
 * @param leaveProbability per target: the player leaves and another one joins instead
 * @param joinTimeout how long a bot tries before its join counts as refused, or its session as lost
 */
public record BotBehaviour(Duration moveEvery, double dropProbability, double leaveProbability, Duration joinTimeout) {

    /** Stays for the whole run, and moves twice a second. */
    public static final BotBehaviour STEADY = new BotBehaviour(Duration.ofMillis(500), 0, 0, Duration.ofSeconds(30));

    public BotBehaviour {
        Objects.requireNonNull(joinTimeout, "joinTimeout");
        if (moveEvery.isNegative() || moveEvery.isZero()) {
            throw new IllegalArgumentException("moveEvery must be positive, got " + moveEvery);
        }
        if (dropProbability < 0 || leaveProbability < 0 || dropProbability + leaveProbability > 1) {
            throw new IllegalArgumentException(
                    "dropProbability and leaveProbability must be in [0, 1], together at most 1, got " + dropProbability
                            + " and " + leaveProbability);
        }
    }

    boolean rejoins() {
        return leaveProbability > 0;
    }
}
