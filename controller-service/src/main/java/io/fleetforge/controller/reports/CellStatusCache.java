package io.fleetforge.controller.reports;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.contracts.message.CellEvent;
import io.fleetforge.contracts.message.CellState;
import io.fleetforge.contracts.message.HostTelemetry;
import io.fleetforge.contracts.message.PlayerSpread;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Latest reported state of the cells, by host. Telemetry is level-triggered, so after a restart of the controller the cache is
 * complete within a second of the first sample; until then {@link #knows} is false.
 *
 * <p>Thread-safe. Bounded: only worlds that are followed have an entry, until {@link #forgetWorld}, and only of their hosts.
 */
public final class CellStatusCache {

    private record CellReport(long epoch, CellState state, int players) {}

    /**
     * State of a host in its last sample.
     *
     * @param revision that it has applied; 0 before its first sample
     * @param vacant it has no cell and is responsible for no session
     */
    private record Reported(long revision, boolean vacant) {
        static final Reported NOTHING = new Reported(0, false);
    }

    /**
     * @param spreads positions of players by cell, as far as reported; they change all the time, which counts as no change
     */
    private record HostReport(
            long incarnation, Reported reported, Map<String, CellReport> cells, Map<String, PlayerSpread> spreads) {
        HostReport {
            cells = Map.copyOf(cells);
            spreads = Map.copyOf(spreads);
        }

        /** A cell with players that did not report positions in time keeps the previous ones. */
        HostReport withSpreadsOf(HostReport before) {
            var known = new HashMap<String, PlayerSpread>();
            before.spreads.forEach((id, spread) -> {
                var cell = cells.get(id);
                if (cell != null && cell.players() > 0) {
                    known.put(id, spread);
                }
            });
            known.putAll(spreads);
            return new HostReport(incarnation, reported, cells, known);
        }

        boolean isChange(@Nullable HostReport before) {
            return before == null
                    || incarnation != before.incarnation
                    || !reported.equals(before.reported)
                    || !cells.equals(before.cells);
        }
    }

    private final Map<String, Map<String, HostReport>> worlds = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> readyPods = new ConcurrentHashMap<>();

    /** Follows {@code hosts} of a world from now on, and drops the reports of other hosts. */
    public void follow(String worldUid, Set<String> hosts) {
        worlds.computeIfAbsent(worldUid, uid -> new ConcurrentHashMap<>())
                .keySet()
                .retainAll(hosts);
    }

    /** Whether the sample changed which cells run, or the number of players. */
    public boolean accept(HostTelemetry sample) {
        var cells = new HashMap<String, CellReport>();
        var spreads = new HashMap<String, PlayerSpread>();
        for (var cell : sample.cells()) {
            cells.put(cell.id(), new CellReport(cell.epoch(), cell.state(), cell.players()));
            if (cell.spread() != null) {
                spreads.put(cell.id(), cell.spread());
            }
        }
        return put(
                sample.world().uid(),
                sample.host(),
                new HostReport(sample.incarnation(), reported(sample), cells, spreads));
    }

    private static Reported reported(HostTelemetry sample) {
        var sessions = sample.sessions();
        return new Reported(sample.revision(), sample.cells().isEmpty() && sessions != null && sessions == 0);
    }

    /** Whether {@code host} runs at that incarnation and has reported so. */
    public boolean serves(String worldUid, Host host) {
        return reported(worldUid, host)
                .filter(reported -> reported.revision() > 0)
                .isPresent();
    }

    /** Whether {@code host} reported that it has applied {@code revision}. */
    public boolean hasAcknowledged(String worldUid, Host host, long revision) {
        return reported(worldUid, host)
                .filter(reported -> reported.revision() >= revision)
                .isPresent();
    }

    /** Whether {@code host} reported, at {@code revision}, that it has no cell and is responsible for no session. */
    public boolean isVacant(String worldUid, Host host, long revision) {
        return reported(worldUid, host)
                .filter(reported -> reported.vacant() && reported.revision() >= revision)
                .isPresent();
    }

    private Optional<Reported> reported(String worldUid, Host host) {
        return Optional.ofNullable(worlds.getOrDefault(worldUid, Map.of()).get(host.name()))
                .filter(report -> report.incarnation() == host.incarnation())
                .map(HostReport::reported);
    }

    /** A cell event reports the same sooner: the cell now has this state at this epoch. */
    public boolean accept(CellEvent event, CellState state) {
        var hosts = worlds.get(event.world().uid());
        if (hosts == null) {
            return false;
        }
        var changed = new boolean[1];
        hosts.compute(event.host(), (host, report) -> {
            if (report != null && report.incarnation() > event.incarnation()) {
                return report;
            }
            var cells = new HashMap<String, CellReport>();
            if (report != null && report.incarnation() == event.incarnation()) {
                cells.putAll(report.cells());
            }
            var known = cells.get(event.cell());
            if (known != null && known.epoch() > event.epoch()) {
                return report;
            }
            cells.put(event.cell(), new CellReport(event.epoch(), state, known == null ? 0 : known.players()));
            var reported = report == null || report.incarnation() != event.incarnation()
                    ? Reported.NOTHING
                    : report.reported();
            var next =
                    new HostReport(event.incarnation(), reported, cells, report == null ? Map.of() : report.spreads());
            changed[0] = next.isChange(report);
            return next;
        });
        return changed[0];
    }

    /** True when {@code host} has spoken since this process started. */
    public boolean knows(String worldUid, String host) {
        return worlds.getOrDefault(worldUid, Map.of()).containsKey(host);
    }

    /** Ids of the cells of {@code topology} that their host reports as running at the current epoch. */
    public Set<String> running(String worldUid, WorldTopologySpec topology) {
        return inState(worldUid, topology, CellState.RUNNING);
    }

    /** Ids of the cells of {@code topology} that their host reports as {@code state} at the current epoch. */
    public Set<String> inState(String worldUid, WorldTopologySpec topology, CellState state) {
        return topology.cells().stream()
                .filter(cell -> report(worldUid, topology, cell)
                        .filter(report -> report.state() == state)
                        .isPresent())
                .map(Cell::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Sessions in the cells of {@code topology} by the last reports of their present hosts. */
    public int players(String worldUid, WorldTopologySpec topology) {
        return topology.cells().stream()
                .flatMap(cell -> report(worldUid, topology, cell).stream())
                .mapToInt(CellReport::players)
                .sum();
    }

    /** Sessions in the fullest cell of {@code topology} by the last reports of their present hosts. */
    public int mostPlayers(String worldUid, WorldTopologySpec topology) {
        return topology.cells().stream()
                .flatMap(cell -> report(worldUid, topology, cell).stream())
                .mapToInt(CellReport::players)
                .max()
                .orElse(0);
    }

    /**
     * Positions of the cell's players by the last report of its host; empty when none were reported, or the cell is empty.
     */
    public Optional<PlayerSpread> spread(String worldUid, WorldTopologySpec topology, Cell cell) {
        return report(worldUid, topology, cell)
                .map(report -> worlds.getOrDefault(worldUid, Map.of()).get(cell.host()))
                .map(host -> host.spreads().get(cell.id()));
    }

    /** The owner's report of the cell, unless it is of another incarnation or epoch. */
    private Optional<CellReport> report(String worldUid, WorldTopologySpec topology, Cell cell) {
        var host = worlds.getOrDefault(worldUid, Map.of()).get(cell.host());
        var incarnation = topology.host(cell.host()).map(Host::incarnation);
        return Optional.ofNullable(host)
                .filter(known -> incarnation
                        .filter(desired -> desired == known.incarnation())
                        .isPresent())
                .map(known -> known.cells().get(cell.id()))
                .filter(reported -> reported.epoch() == cell.epoch());
    }

    /**
     * Takes the pod's readiness: a pod that is no longer ready has lost its process, and with it the validity of its report.
     */
    public void podReady(String worldUid, String host, boolean ready) {
        var names = readyPods.computeIfAbsent(worldUid, uid -> ConcurrentHashMap.newKeySet());
        if (ready) {
            names.add(host);
        } else if (names.remove(host)) {
            worlds.getOrDefault(worldUid, new ConcurrentHashMap<>())
                    .computeIfPresent(
                            host,
                            (name, report) ->
                                    new HostReport(report.incarnation(), Reported.NOTHING, Map.of(), Map.of()));
        }
    }

    public void forgetWorld(String worldUid) {
        worlds.remove(worldUid);
        readyPods.remove(worldUid);
    }

    private boolean put(String worldUid, String host, HostReport report) {
        var hosts = worlds.get(worldUid);
        if (hosts == null) {
            return false;
        }
        var changed = new boolean[1];
        hosts.compute(host, (name, before) -> {
            if (before != null && before.incarnation() > report.incarnation()) {
                return before;
            }
            changed[0] = report.isChange(before);
            return before == null ? report : report.withSpreadsOf(before);
        });
        return changed[0];
    }
}
