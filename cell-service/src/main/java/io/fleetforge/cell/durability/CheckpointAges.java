package io.fleetforge.cell.durability;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When each cell of this host was last written down. Thread-safe. */
public final class CheckpointAges {

    private final Clock clock;
    private final Map<String, Long> takenAtMs = new ConcurrentHashMap<>();

    public CheckpointAges(Clock clock) {
        this.clock = clock;
    }

    /** Kafka has a checkpoint of the cell that was made at that time. */
    public void checkpointed(String cell, long atMs) {
        takenAtMs.merge(cell, atMs, Math::max);
    }

    /**
     * Age of the oldest newest checkpoint, in milliseconds. A cell without one counts from when it was first asked for; what
     * is not among {@code cells} is forgotten.
     */
    public long oldestMs(List<String> cells) {
        takenAtMs.keySet().retainAll(cells);
        var now = clock.millis();
        return cells.stream()
                .mapToLong(cell -> now - takenAtMs.computeIfAbsent(cell, unknown -> now))
                .max()
                .orElse(0);
    }
}
