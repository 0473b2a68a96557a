package io.fleetforge.ffctl.health;

import java.util.Locale;

/** The runbooks that a check points to; each is a page in {@code docs/runbooks}. */
public enum Runbook {
    CELLS_PENDING,
    FLEETFORGE_LEADERLESS,
    HOST_CRASH_LOOP,
    HOST_DOWN,
    HOST_FENCED,
    REPLICA_DOWN,
    SCALING_LIMITED,
    SERVICE_DOWN,
    TOPIC_MISCONFIGURED,
    WORLD_NOT_READY,
    WORLD_STUCK_STARTING;

    /** From the root of the checkout. */
    public String path() {
        return "docs/runbooks/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".md";
    }
}
