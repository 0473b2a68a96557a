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
 * What the other hosts of the world let be seen, the newest word of each. A word is good for a second: whoever was seen by it is
 * gone then, since nobody knows better. Only hosts that the topology lists are believed, so there are never more than it
 * has. Thread-safe.
 */
public final class RemoteGhosts {

    private static final long GOOD_FOR_NS = TimeUnit.MILLISECONDS.toNanos(1200);

    private final Map<String, Heard> byHost = new ConcurrentHashMap<>();
    private final double radius;
    private final LongSupplier clock;

    private record Heard(long atNs, String address, List<CellSnapshot> cells, Map<String, String> names) {}

    /**
     * @param radius how far a player sees, world units
     * @param clock monotonic nanoseconds
     */
    public RemoteGhosts(double radius, LongSupplier clock) {
        this.radius = radius;
        this.clock = clock;
    }

    /**
     * A word of a host came in; one of a process that the topology does not list is nobody's.
     *
     * @param self the host that hears it
     */
    public void heard(GhostUpdate view, TopologyMessage topology, String self) {
        byHost.keySet()
                .removeIf(known ->
                        topology.hosts().stream().noneMatch(host -> host.name().equals(known)));
        var listed = topology.hosts().contains(new HostAssignment(view.host(), view.incarnation()));
        if (listed && !view.host().equals(self)) {
            byHost.put(view.host(), taken(view));
        }
    }

    private Heard taken(GhostUpdate view) {
        var names = new HashMap<String, String>();
        var cells = new ArrayList<CellSnapshot>();
        for (var band : view.cells()) {
            band.players().forEach(player -> names.put(player.session(), player.player()));
            cells.add(snapshot(band));
        }
        return new Heard(clock.getAsLong(), view.address(), List.copyOf(cells), names);
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

    /** Cells of other hosts within reach of the place, with those of their players who stand near this host. */
    public List<CellSnapshot> around(double x, double y) {
        var nowNs = clock.getAsLong();
        var around = new ArrayList<CellSnapshot>();
        for (var heard : byHost.values()) {
            if (nowNs - heard.atNs() > GOOD_FOR_NS) {
                continue;
            }
            for (var cell : heard.cells()) {
                if (cell.size() > 0 && cell.source().bounds().isWithin(radius, x, y)) {
                    around.add(cell);
                }
            }
        }
        return around;
    }

    /** What a player of another host is called; empty when it is not known. */
    public String name(String session) {
        for (var heard : byHost.values()) {
            var name = heard.names().get(session);
            if (name != null) {
                return name;
            }
        }
        return "";
    }

    /** Where players reach a host, as its newest process said; empty when it said nothing. */
    public String address(String host) {
        var heard = byHost.get(host);
        return heard == null ? "" : heard.address();
    }
}
