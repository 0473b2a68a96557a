package io.fleetforge.controller.world;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * For how long a world has come no nearer to its spec, and for how long Kafka has not taken its topology. A world comes nearer when
 * more cells run, or more hosts serve from the present template, than ever since its spec changed: what fails and is tried again is
 * no progress. In memory: after a restart the time counts anew. Thread-safe.
 */
@Singleton
final class WorldProgress implements WorldScoped {

    /**
     * How far a world has come.
     *
     * @param generation of its spec
     */
    record Reached(long generation, int readyCells, int upToDateHosts) {

        private boolean isBeyond(Reached other) {
            return generation != other.generation
                    || readyCells > other.readyCells
                    || upToDateHosts > other.upToDateHosts;
        }

        private Reached atLeast(Reached other) {
            return new Reached(
                    generation, Math.max(readyCells, other.readyCells), Math.max(upToDateHosts, other.upToDateHosts));
        }
    }

    private record Mark(Reached reached, long sinceNs) {}

    private record Unpublished(long revision, long sinceNs) {}

    private final Map<String, Mark> marks = new ConcurrentHashMap<>();
    private final Map<String, Unpublished> unpublished = new ConcurrentHashMap<>();
    private final LongSupplier nowNs;

    @Inject
    WorldProgress() {
        this(System::nanoTime);
    }

    /**
     * @param nowNs monotonic nanoseconds
     */
    WorldProgress(LongSupplier nowNs) {
        this.nowNs = nowNs;
    }

    /**
     * Time since the world last came nearer to its spec.
     *
     * @param before what counts as passed when this process has not observed the world yet
     */
    Duration idle(String worldUid, Reached reached, Duration before) {
        var now = nowNs.getAsLong();
        var mark = marks.compute(worldUid, (uid, known) -> {
            if (known == null) {
                return new Mark(reached, now - before.toNanos());
            }
            return reached.isBeyond(known.reached())
                    ? new Mark(
                            reached.generation() == known.reached().generation()
                                    ? reached.atLeast(known.reached())
                                    : reached,
                            now)
                    : known;
        });
        return Duration.ofNanos(now - mark.sinceNs());
    }

    /** The world equals its spec. */
    void finished(String worldUid) {
        marks.remove(worldUid);
    }

    /** Time since {@code revision} was first found missing on Kafka. */
    Duration unpublished(String worldUid, long revision) {
        var now = nowNs.getAsLong();
        var since = unpublished.compute(
                worldUid,
                (uid, known) -> known == null || known.revision() != revision ? new Unpublished(revision, now) : known);
        return Duration.ofNanos(now - since.sinceNs());
    }

    void published(String worldUid) {
        unpublished.remove(worldUid);
    }

    @Override
    public void forgetWorld(String worldUid) {
        marks.remove(worldUid);
        unpublished.remove(worldUid);
    }
}
