package io.fleetforge.controller.fencing;

import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.contracts.lease.HostLease;
import io.fleetforge.contracts.message.WorldRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * When each host was last seen alive by this process, on its monotonic clock: a sample of telemetry that came in, or a Lease
 * that was found changed. What was never seen before counts from the first look, so a restart takes nothing over too soon.
 * Thread-safe. Bounded: only hosts of worlds that are followed, until {@link #forgetWorld}.
 */
public final class HeartbeatTracker {

    private final LongSupplier nowNs;
    private final Map<String, World> worlds = new HashMap<>();

    /**
     * @param nowNs monotonic nanoseconds
     */
    public HeartbeatTracker(LongSupplier nowNs) {
        this.nowNs = nowNs;
    }

    private static final class World {
        private final WorldRef ref;
        private final Map<String, Word> hosts = new HashMap<>();

        World(WorldRef ref) {
            this.ref = ref;
        }
    }

    private static final class Word {
        private final long incarnation;
        private long seenAtNs;
        private @Nullable HostLease lease;
        private boolean told;

        Word(long incarnation, long seenAtNs) {
            this.incarnation = incarnation;
            this.seenAtNs = seenAtNs;
        }
    }

    /** Keeps an eye on {@code hosts} of the world from now on, and on no others of it. */
    public synchronized void follow(WorldRef ref, List<Host> hosts) {
        var world = worlds.computeIfAbsent(ref.uid(), uid -> new World(ref));
        world.hosts.keySet().retainAll(hosts.stream().map(Host::name).toList());
        for (var host : hosts) {
            var word = world.hosts.get(host.name());
            if (word == null || word.incarnation != host.incarnation()) {
                world.hosts.put(host.name(), new Word(host.incarnation(), nowNs.getAsLong()));
            }
        }
    }

    /** A sample of telemetry came in. */
    public synchronized void heard(String worldUid, String host, long incarnation) {
        word(worldUid, new Host(host, incarnation)).ifPresent(word -> {
            word.seenAtNs = nowNs.getAsLong();
            word.told = false;
        });
    }

    /** The Lease of the host was read; one that changed since the last look was renewed in between, perhaps just now. */
    public synchronized void read(String worldUid, Host host, HostLease lease) {
        word(worldUid, host).ifPresent(word -> {
            if (!lease.equals(word.lease)) {
                word.lease = lease;
                word.told = false;
                word.seenAtNs = nowNs.getAsLong();
            }
        });
    }

    /** For how long nothing was seen of the host at that incarnation; zero when it is not followed. */
    public synchronized Duration silence(String worldUid, Host host) {
        return word(worldUid, host)
                .map(word -> Duration.ofNanos(nowNs.getAsLong() - word.seenAtNs))
                .orElse(Duration.ZERO);
    }

    /** Worlds with a host that has been silent for {@code patience}; each silence is told once. */
    public synchronized List<WorldRef> fallenSilent(Duration patience) {
        var silent = new ArrayList<WorldRef>();
        for (var world : worlds.values()) {
            var news = false;
            for (var word : world.hosts.values()) {
                if (!word.told && nowNs.getAsLong() - word.seenAtNs >= patience.toNanos()) {
                    word.told = true;
                    news = true;
                }
            }
            if (news) {
                silent.add(world.ref);
            }
        }
        return List.copyOf(silent);
    }

    public synchronized void forgetWorld(String worldUid) {
        worlds.remove(worldUid);
    }

    private Optional<Word> word(String worldUid, Host host) {
        return Optional.ofNullable(worlds.get(worldUid))
                .map(world -> world.hosts.get(host.name()))
                .filter(word -> word.incarnation == host.incarnation());
    }
}
