package io.fleetforge.alert.ownership;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The partitions that this process acts for. The broker assigns them; a process acts for one only after it has read its own claim
 * back, and so everything that was written before it, what another process did included. A later claim of another process ends it.
 * Not thread-safe: it has one writer.
 *
 * <pre>
 * not ours --assigned--> claiming --own claim read--> owned
 *     ^                     |  ^                        |
 *     +------revoked--------+  +--another's claim read--+
 * </pre>
 */
public final class Ownership {

    private static final Duration CLAIM_AGAIN_AFTER = Duration.ofSeconds(2);

    /** Less than the broker waits for a silent member. */
    private static final Duration CLAIM_LASTS = Duration.ofSeconds(8);

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final int partitions;
    private final String boot;
    private final Map<Integer, Claiming> assigned = new HashMap<>();
    private long lastNumber;

    /** A partition of ours; {@code owned} after its claim was read back, {@code readAt} the last time. */
    private record Claiming(long number, boolean owned, Instant claimAt, Instant readAt) {}

    /** A claim to be written. */
    public record Claim(int partition, long number) {}

    /**
     * @param partitions of the topic that holds the state
     * @param boot names this process
     */
    public Ownership(int partitions, String boot) {
        this.partitions = partitions;
        this.boot = boot;
    }

    /** The partition that holds everything about a group or an incident. */
    public int partitionOf(String key) {
        return partitionOf(key, partitions);
    }

    /** The partition of so many that holds everything about a group or an incident. */
    public static int partitionOf(String key, int partitions) {
        var hash = FNV_OFFSET;
        for (var at = 0; at < key.length(); at++) {
            hash = (hash ^ key.charAt(at)) * FNV_PRIME;
        }
        return (int) Math.floorMod(hash ^ (hash >>> 32), (long) partitions);
    }

    public int partitions() {
        return partitions;
    }

    public boolean owns(int partition) {
        var claiming = assigned.get(partition);
        return claiming != null && claiming.owned();
    }

    public boolean ownsKey(String key) {
        return owns(partitionOf(key));
    }

    public void assigned(int partition, Instant now) {
        assigned.put(partition, new Claiming(++lastNumber, false, now, now));
    }

    public void revoked(int partition) {
        assigned.remove(partition);
    }

    /** Nothing is acted for until it is claimed again: this process slept, and may have been replaced. */
    public void doubt(Instant now) {
        assigned.replaceAll((partition, claiming) -> new Claiming(++lastNumber, false, now, now));
    }

    /** Whether a claim was not read back for so long that this process may be cut off. */
    public boolean isStale(Instant now) {
        return assigned.values().stream()
                .anyMatch(claiming ->
                        claiming.owned() && claiming.readAt().plus(CLAIM_LASTS).isBefore(now));
    }

    /** The claims to write now; each is due again later: until it is read back, and then to show that it still is. */
    public List<Claim> due(Instant now) {
        var due = new ArrayList<Claim>();
        assigned.replaceAll((partition, claiming) -> {
            if (claiming.claimAt().isAfter(now)) {
                return claiming;
            }
            due.add(new Claim(partition, claiming.number()));
            return new Claiming(claiming.number(), claiming.owned(), now.plus(CLAIM_AGAIN_AFTER), claiming.readAt());
        });
        return due;
    }

    /**
     * Takes in a claim that was read.
     *
     * @return whether something began or ceased to be ours
     */
    public boolean read(int partition, String by, long number, Instant now) {
        var claiming = assigned.get(partition);
        if (claiming == null) {
            return false;
        }
        if (by.equals(boot)) {
            if (claiming.number() != number) {
                return false;
            }
            assigned.put(partition, new Claiming(number, true, claiming.claimAt(), now));
            return !claiming.owned();
        }
        if (!claiming.owned()) {
            return false;
        }
        assigned.put(partition, new Claiming(++lastNumber, false, now.plus(CLAIM_AGAIN_AFTER), now));
        return true;
    }

    public int owned() {
        return (int) assigned.values().stream().filter(Claiming::owned).count();
    }
}
