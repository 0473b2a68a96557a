package io.fleetforge.controller.reports;

import io.fleetforge.contracts.message.TopologyMessage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last record of each world on the topology topic: what compaction leaves and a host that starts reads. The publisher
 * repeats a topology until it is the last one, so a lost send heals, a late one of a former leader is overwritten, and
 * what is there is sent again only after the topic was read anew. Thread-safe.
 */
public final class TopologyEcho {

    private record Observed(String uid, long revision) {}

    private final Map<String, Observed> byWorld = new ConcurrentHashMap<>();

    /** True when the record overwrote a newer revision or another world of the name: the topic needs the truth again. */
    public boolean saw(TopologyMessage message) {
        var now = new Observed(message.world().uid(), message.revision());
        var before = byWorld.put(message.world().key(), now);
        return before != null && (!before.uid().equals(now.uid()) || before.revision() > now.revision());
    }

    /** The topic holds no readable record of the world: the last one is a tombstone, or malformed. */
    public void observedNone(String worldKey) {
        byWorld.remove(worldKey);
    }

    /** True when the topic holds this revision, or a later one, of the world with {@code uid} under {@code worldKey}. */
    public boolean hasObserved(String worldKey, String uid, long revision) {
        var observed = byWorld.get(worldKey);
        return observed != null && observed.uid().equals(uid) && observed.revision() >= revision;
    }

    /** True when the topic holds any record under {@code worldKey}. */
    public boolean holds(String worldKey) {
        return byWorld.containsKey(worldKey);
    }
}
