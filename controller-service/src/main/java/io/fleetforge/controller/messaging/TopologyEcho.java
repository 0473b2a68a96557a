package io.fleetforge.controller.messaging;

import io.fleetforge.contracts.message.TopologyMessage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which revision of each world has been seen on the topology topic. The publisher repeats a topology until it is seen
 * here, so a lost send heals and a seen one is never sent again. Thread-safe.
 */
public final class TopologyEcho {

    private record Seen(String uid, long revision) {}

    private final Map<String, Seen> byWorld = new ConcurrentHashMap<>();

    public void saw(TopologyMessage message) {
        byWorld.merge(
                message.world().key(),
                new Seen(message.world().uid(), message.revision()),
                (before, now) -> before.uid().equals(now.uid()) && before.revision() > now.revision() ? before : now);
    }

    public void sawTombstone(String worldKey) {
        byWorld.remove(worldKey);
    }

    /** True when the topic holds this revision, or a later one, of the world with {@code uid} under {@code worldKey}. */
    public boolean hasSeen(String worldKey, String uid, long revision) {
        var seen = byWorld.get(worldKey);
        return seen != null && seen.uid().equals(uid) && seen.revision() >= revision;
    }

    /** True when the topic holds any record under {@code worldKey}. */
    public boolean holds(String worldKey) {
        return byWorld.containsKey(worldKey);
    }
}
