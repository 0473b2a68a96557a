package io.fleetforge.controller.world;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hosts whose create the API server refused: no pod of that incarnation can have run, so the next attempt may reuse it instead
 * of using one epoch per attempt. In memory only; a restart uses one epoch more. Thread-safe.
 */
@Singleton
final class RefusedHosts {

    private record Key(String worldUid, String host) {}

    private record Refusal(long incarnation, String message) {}

    private final Map<Key, Refusal> refusals = new ConcurrentHashMap<>();

    void refused(String worldUid, String host, long incarnation, String message) {
        refusals.put(new Key(worldUid, host), new Refusal(incarnation, message));
    }

    void created(String worldUid, String host) {
        refusals.remove(new Key(worldUid, host));
    }

    Optional<String> message(String worldUid, String host, long incarnation) {
        return Optional.ofNullable(refusals.get(new Key(worldUid, host)))
                .filter(refusal -> refusal.incarnation() == incarnation)
                .map(Refusal::message);
    }

    void forgetWorld(String worldUid) {
        refusals.keySet().removeIf(key -> key.worldUid().equals(worldUid));
    }
}
