package io.fleetforge.cell.join;

import java.util.OptionalInt;

/**
 * Limits of joins, {@code spec.players.limits} of the world.
 *
 * @param maxSessions of the world; empty for no limit
 * @param perSecond joins of the world a second; each host takes its share
 * @param perSecondPerSource joins of one address on one host a second, 0 for no limit
 */
public record JoinLimits(OptionalInt maxSessions, int perSecond, int perSecondPerSource) {
    public JoinLimits {
        if (maxSessions.isPresent() && maxSessions.getAsInt() < 1) {
            throw new IllegalArgumentException("maxSessions must be >= 1, got " + maxSessions.getAsInt());
        }
        if (perSecond < 1 || perSecondPerSource < 0) {
            throw new IllegalArgumentException(
                    "joins per second must be >= 1, and >= 0 per source; got " + perSecond + ", " + perSecondPerSource);
        }
    }
}
