package io.fleetforge.controller.reports;

import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.WorldRef;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The last record of each world on the topology topic: what compaction leaves and a host that starts reads. The publisher
 * repeats a topology until it is the last one, so a lost send heals, a late one of a former leader is overwritten, and
 * what is there is sent again only after the topic was read anew. Thread-safe.
 */
public final class TopologyEcho {

    private final Map<String, TopologyMessage> byWorld = new ConcurrentHashMap<>();

    /** True when the record overwrote a newer revision or another world of the name: the topic needs the truth again. */
    public boolean saw(TopologyMessage message) {
        var before = byWorld.put(message.world().key(), message);
        return before != null
                && (!before.world().uid().equals(message.world().uid()) || before.revision() > message.revision());
    }

    /** The topic holds no readable record of the world: the last one is a tombstone, or malformed. */
    public void observedNone(String worldKey) {
        byWorld.remove(worldKey);
    }

    /** True when the topic holds this revision, or a later one, of the world with {@code uid} under {@code worldKey}. */
    public boolean hasObserved(String worldKey, String uid, long revision) {
        var observed = byWorld.get(worldKey);
        return observed != null && observed.world().uid().equals(uid) && observed.revision() >= revision;
    }

    /** What the topic holds of this very world. */
    public Optional<TopologyMessage> published(WorldRef world) {
        return Optional.ofNullable(byWorld.get(world.key()))
                .filter(message -> message.world().uid().equals(world.uid()));
    }

    /** True when the topic holds any record under {@code worldKey}. */
    public boolean holds(String worldKey) {
        return byWorld.containsKey(worldKey);
    }
}
