package io.fleetforge.alert.ownership;

import io.fleetforge.contracts.hash.Fnv1a;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The partitions that this process owns. The broker assigns them; the process acts for one only after it has read its
 * own claim back, and so every record before it, those of another process included. A later claim of another process
 * ends the ownership. Not thread-safe: it has one writer.
 *
 * <pre>
 * not owned --assigned-> claiming --own claim read--> owned
 *     ^                     |  ^                        |
 *     +------revoked--------+  +--another's claim read--+
 * </pre>
 */
public final class Ownership {

    private static final Duration CLAIM_AGAIN_AFTER = Duration.ofSeconds(2);

    /** Shorter than the session timeout of the broker. */
    private static final Duration CLAIM_LASTS = Duration.ofSeconds(8);

    private final int partitions;
    private final String incarnation;
    private final Map<Integer, Claiming> assigned = new HashMap<>();
    private long lastNumber;

    /** An assigned partition; {@code owned} after its claim was read back, {@code readAt} the last time. */
    private record Claiming(long number, boolean owned, Instant claimAt, Instant readAt) {}

    /** A claim that is due. */
    public record Claim(int partition, long number) {}

    /**
     * @param partitions of the state topic
     * @param incarnation of this process
     */
    public Ownership(int partitions, String incarnation) {
        this.partitions = partitions;
        this.incarnation = incarnation;
    }

    /** The partition that holds all records about a group or an incident. */
    public int partitionOf(String key) {
        return partitionOf(key, partitions);
    }

    /** The partition among {@code partitions} that holds all records about a group or an incident. */
    public static int partitionOf(String key, int partitions) {
        var hash = Fnv1a.ofChars(key);
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

    /**
     * Ends the ownership of all partitions until each is claimed again: another process may have taken over during a
     * pause.
     */
    public void suspend(Instant now) {
        assigned.replaceAll((partition, claiming) -> new Claiming(++lastNumber, false, now, now));
    }

    /** Whether a claim was not read back for so long that this process may be disconnected from the broker. */
    public boolean isStale(Instant now) {
        return assigned.values().stream()
                .anyMatch(claiming ->
                        claiming.owned() && claiming.readAt().plus(CLAIM_LASTS).isBefore(now));
    }

    /**
     * The claims to publish now; each is due again later, since reading it back proves the connection to the broker.
     */
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
     * Applies a claim that was read from a partition.
     *
     * @param claimant incarnation that published it
     * @return whether this process gained or lost the partition
     */
    public boolean read(int partition, String claimant, long number, Instant now) {
        var claiming = assigned.get(partition);
        if (claiming == null) {
            return false;
        }
        if (claimant.equals(incarnation)) {
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
