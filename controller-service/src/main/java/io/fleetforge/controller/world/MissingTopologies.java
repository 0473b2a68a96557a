package io.fleetforge.controller.world;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Worlds that had a topology and have none now, since when. A controller that has just started has not read the topic of topologies
 * yet: a world that is partitioned anew before that loses the hosts that it does not list. Thread-safe.
 */
@Singleton
final class MissingTopologies implements WorldScoped {

    /** For the topic to be read; longer than the start of a consumer, and than a short outage of Kafka. */
    static final Duration WAIT = Duration.ofSeconds(30);

    private final LongSupplier nowNs;
    private final Map<String, Long> sinceNs = new ConcurrentHashMap<>();

    @Inject
    MissingTopologies() {
        this(System::nanoTime);
    }

    MissingTopologies(LongSupplier nowNs) {
        this.nowNs = nowNs;
    }

    /**
     * Requires that the topic of topologies has had time to be read.
     *
     * @throws IllegalStateException for thirty seconds after the first call for a world
     */
    void requireTopicRead(String worldUid) {
        var now = nowNs.getAsLong();
        var waited = now - sinceNs.computeIfAbsent(worldUid, uid -> now);
        if (waited < WAIT.toNanos()) {
            throw new IllegalStateException(
                    "the WorldTopology is missing, and the topic of topologies does not have it (yet): it is made anew after "
                            + WAIT.toSeconds() + " s without it");
        }
    }

    /** The record exists, or what it was is known. */
    void found(String worldUid) {
        sinceNs.remove(worldUid);
    }

    @Override
    public void forgetWorld(String worldUid) {
        sinceNs.remove(worldUid);
    }
}
