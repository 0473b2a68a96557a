package io.fleetforge.cell.interest;

import io.fleetforge.cell.simulation.EntityStore;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.message.GhostUpdate;
import io.fleetforge.contracts.message.GhostUpdate.Ghost;
import io.fleetforge.contracts.message.GhostUpdate.GhostCell;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Ghosts received from the other hosts of the world, the newest update of each. An update is valid for a second; its ghosts
 * disappear then. Only hosts that the topology lists are accepted, which bounds the memory. Thread-safe.
 */
public final class RemoteGhosts {

    private static final long GOOD_FOR_NS = TimeUnit.MILLISECONDS.toNanos(1200);

    private final Map<String, Received> byHost = new ConcurrentHashMap<>();
    private final double radius;
    private final LongSupplier clock;

    private record Received(long atNs, String address, List<CellSnapshot> cells, Map<String, String> names) {}

    /**
     * @param radius view radius of a player, world units
     * @param clock monotonic nanoseconds
     */
    public RemoteGhosts(double radius, LongSupplier clock) {
        this.radius = radius;
        this.clock = clock;
    }

    /**
     * Takes an update; one of a process that the topology does not list is ignored.
     *
     * @param self the receiving host
     */
    public void received(GhostUpdate view, TopologyMessage topology, String self) {
        byHost.keySet()
                .removeIf(known ->
                        topology.hosts().stream().noneMatch(host -> host.name().equals(known)));
        var listed = topology.hosts().contains(new HostAssignment(view.host(), view.incarnation()));
        if (listed && !view.host().equals(self)) {
            byHost.put(view.host(), hosts(view));
        }
    }

    private Received hosts(GhostUpdate view) {
        var names = new HashMap<String, String>();
        var cells = new ArrayList<CellSnapshot>();
        for (var band : view.cells()) {
            band.players().forEach(player -> names.put(player.session(), player.player()));
            cells.add(snapshot(band));
        }
        return new Received(clock.getAsLong(), view.address(), List.copyOf(cells), names);
    }

    private CellSnapshot snapshot(GhostCell band) {
        var store = new EntityStore();
        for (Ghost player : band.players()) {
            if (store.slot(player.session()) < 0) {
                store.add(new Entity(player.session(), player.x(), player.y(), player.x(), player.y()));
            }
        }
        return CellSnapshot.of(new CellSnapshot.Source(band.id(), band.epoch(), band.bounds()), 0, store, radius);
    }

    /** Cells of other hosts within reach of the position, with those of their players that are near this host. */
    public List<CellSnapshot> around(double x, double y) {
        var nowNs = clock.getAsLong();
        var around = new ArrayList<CellSnapshot>();
        for (var received : byHost.values()) {
            if (nowNs - received.atNs() > GOOD_FOR_NS) {
                continue;
            }
            for (var cell : received.cells()) {
                if (cell.size() > 0 && cell.source().bounds().isWithin(radius, x, y)) {
                    around.add(cell);
                }
            }
        }
        return around;
    }

    /** What a player of another host is called; empty when it is not known. */
    public String name(String session) {
        for (var received : byHost.values()) {
            var name = received.names().get(session);
            if (name != null) {
                return name;
            }
        }
        return "";
    }

    /** Player address of a host as its newest process reported it; empty when it reported none. */
    public String address(String host) {
        var received = byHost.get(host);
        return received == null ? "" : received.address();
    }
}
