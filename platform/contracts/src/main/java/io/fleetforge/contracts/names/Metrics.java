package io.fleetforge.contracts.names;

/**
 * Meter names in Micrometer's dotted form; Prometheus shows them with underscores and, for counters, {@code _total}.
 * Labels are bounded: namespace, world and small enums only.
 */
public final class Metrics {

    /** Counter: WorldSpecs that this controller saw for the first time; exposed as {@code fleetforge_worldspecs_total}. */
    public static final String WORLDSPECS_SEEN = "fleetforge.worldspecs";

    /** Gauge: WorldSpecs that exist now; exposed as {@code fleetforge_worldspecs_current}. */
    public static final String WORLDSPECS = "fleetforge.worldspecs.current";

    /** Timer: one reconcile of one WorldSpec, label {@code outcome}. */
    public static final String RECONCILE = "fleetforge.reconcile.duration";

    /** Counter: cell lifecycle steps, labels {@code namespace}, {@code world}, {@code transition}. */
    public static final String CELL_TRANSITIONS = "fleetforge.cell.transitions";

    /**
     * Counter: what load asked for, labels {@code namespace}, {@code world}, {@code result} (split, merge, blocked) and
     * {@code reason} (Load, or the guard that blocks); a blocked wish counts once, until it is met, ends or changes.
     */
    public static final String SCALING_DECISIONS = "fleetforge.scaling.decisions";

    /** Gauge: cells by state, labels {@code namespace}, {@code world}, {@code state}. */
    public static final String CELLS = "fleetforge.cells";

    /** Gauge: sessions, labels {@code namespace}, {@code world}. */
    public static final String SESSIONS = "fleetforge.sessions";

    /** Timer: how late a tick started after its deadline. */
    public static final String TICK_LATENESS = "fleetforge.cell.tick.lateness";

    /** Timer: how long a tick took. */
    public static final String TICK_DURATION = "fleetforge.cell.tick.duration";

    /** Gauge: connected sockets of players. */
    public static final String PLAY_SOCKETS = "fleetforge.play.sockets";

    /** Counter: frames of the player edge, label {@code direction}, in or out. */
    public static final String PLAY_FRAMES = "fleetforge.play.frames";

    /** Counter: inputs of players that were refused, label {@code reason}, the codes of the protocol. */
    public static final String PLAY_REFUSED = "fleetforge.play.refused";

    /** Counter: sockets closed because their client took nothing for too long. */
    public static final String PLAY_SLOW_READERS = "fleetforge.play.slow.readers";

    /** Gauge: 1 on the leader, 0 elsewhere. */
    public static final String LEADING = "fleetforge.leader";

    private Metrics() {}
}
