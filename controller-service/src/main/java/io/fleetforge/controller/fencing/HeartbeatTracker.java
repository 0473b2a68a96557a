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
 * When each host was last alive by this process's monotonic clock: a telemetry sample arrived, or its Lease had changed. A host
 * without heartbeat counts from its first observation, so that a restarted controller replaces nothing too soon. Thread-safe.
 * Bounded: only hosts of worlds that are followed, until {@link #forgetWorld}.
 */
public final class HeartbeatTracker {

    private static final Duration GAP = Duration.ofSeconds(30);

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
        private final Map<String, Heartbeat> hosts = new HashMap<>();

        World(WorldRef ref) {
            this.ref = ref;
        }
    }

    private static final class Heartbeat {
        private final long incarnation;
        private long atNs;
        private long sampledAtNs;
        private long steadySinceNs;
        private @Nullable HostLease lease;
        private boolean reported;

        Heartbeat(long incarnation, long seenAtNs) {
            this.incarnation = incarnation;
            this.atNs = seenAtNs;
            this.sampledAtNs = seenAtNs;
            this.steadySinceNs = seenAtNs;
        }
    }

    /** Keeps an eye on {@code hosts} of the world from now on, and on no others of it. */
    public synchronized void follow(WorldRef ref, List<Host> hosts) {
        var world = worlds.computeIfAbsent(ref.uid(), uid -> new World(ref));
        world.hosts.keySet().retainAll(hosts.stream().map(Host::name).toList());
        for (var host : hosts) {
            var heartbeat = world.hosts.get(host.name());
            if (heartbeat == null || heartbeat.incarnation != host.incarnation()) {
                world.hosts.put(host.name(), new Heartbeat(host.incarnation(), nowNs.getAsLong()));
            }
        }
    }

    /** A telemetry sample arrived. */
    public synchronized void sampled(String worldUid, String host, long incarnation) {
        heartbeat(worldUid, new Host(host, incarnation)).ifPresent(heartbeat -> {
            var now = nowNs.getAsLong();
            if (now - heartbeat.sampledAtNs > GAP.toNanos()) {
                heartbeat.steadySinceNs = now;
            }
            heartbeat.sampledAtNs = now;
            heartbeat.atNs = now;
            heartbeat.reported = false;
        });
    }

    /**
     * For how long every host of the world has sent telemetry without a gap of thirty seconds, by what this process has read; zero for
     * a world that is not followed. A new host, or incarnation, begins anew.
     */
    public synchronized Duration steady(String worldUid) {
        var world = worlds.get(worldUid);
        if (world == null) {
            return Duration.ZERO;
        }
        var now = nowNs.getAsLong();
        return world.hosts.values().stream()
                .map(heartbeat -> now - heartbeat.sampledAtNs > GAP.toNanos()
                        ? Duration.ZERO
                        : Duration.ofNanos(now - heartbeat.steadySinceNs))
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /**
     * The Lease of the host was read; one that changed since the last read was renewed in between, perhaps just now.
     */
    public synchronized void leaseRead(String worldUid, Host host, HostLease lease) {
        heartbeat(worldUid, host).ifPresent(heartbeat -> {
            if (!lease.equals(heartbeat.lease)) {
                heartbeat.lease = lease;
                heartbeat.reported = false;
                heartbeat.atNs = nowNs.getAsLong();
            }
        });
    }

    /** Time since the last heartbeat of the host at that incarnation; zero when it is not followed. */
    public synchronized Duration silence(String worldUid, Host host) {
        return heartbeat(worldUid, host)
                .map(heartbeat -> Duration.ofNanos(nowNs.getAsLong() - heartbeat.atNs))
                .orElse(Duration.ZERO);
    }

    /** Worlds with a host that has been silent for {@code limit}; each silence is reported once. */
    public synchronized List<WorldRef> fallenSilent(Duration limit) {
        var silent = new ArrayList<WorldRef>();
        for (var world : worlds.values()) {
            var changed = false;
            for (var heartbeat : world.hosts.values()) {
                if (!heartbeat.reported && nowNs.getAsLong() - heartbeat.atNs >= limit.toNanos()) {
                    heartbeat.reported = true;
                    changed = true;
                }
            }
            if (changed) {
                silent.add(world.ref);
            }
        }
        return List.copyOf(silent);
    }

    public synchronized void forgetWorld(String worldUid) {
        worlds.remove(worldUid);
    }

    private Optional<Heartbeat> heartbeat(String worldUid, Host host) {
        return Optional.ofNullable(worlds.get(worldUid))
                .map(world -> world.hosts.get(host.name()))
                .filter(heartbeat -> heartbeat.incarnation == host.incarnation());
    }
}
