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
 * What the hosts say of their cells, newest word per host. Telemetry is level-triggered, so after a restart of the
 * controller the board is complete within a second of the first sample; until then {@link #knows} is false.
 *
 * <p>Thread-safe. Bounded: only worlds that are followed have an entry, until {@link #forgetWorld}, and only of their hosts.
 */
public final class CellStatusCache {

    private record CellWord(long epoch, CellState state, int players) {}

    /**
     * What a host said of itself in its last sample.
     *
     * @param revision that it has applied; 0 before its first sample
     * @param vacant it has no cell and answers for no session
     */
    private record Said(long revision, boolean vacant) {
        static final Said NOTHING = new Said(0, false);
    }

    /**
     * @param spreads where the players of cells are, as far as it was said; moves all the time, so it is no news
     */
    private record HostWord(
            long incarnation, Said said, Map<String, CellWord> cells, Map<String, PlayerSpread> spreads) {
        HostWord {
            cells = Map.copyOf(cells);
            spreads = Map.copyOf(spreads);
        }

        /** A cell that has players and did not say in time where they are is where it was. */
        HostWord withSpreadsOf(HostWord before) {
            var known = new HashMap<String, PlayerSpread>();
            before.spreads.forEach((id, spread) -> {
                var cell = cells.get(id);
                if (cell != null && cell.players() > 0) {
                    known.put(id, spread);
                }
            });
            known.putAll(spreads);
            return new HostWord(incarnation, said, cells, known);
        }

        boolean isNews(@Nullable HostWord before) {
            return before == null
                    || incarnation != before.incarnation
                    || !said.equals(before.said)
                    || !cells.equals(before.cells);
        }
    }

    private final Map<String, Map<String, HostWord>> worlds = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> readyPods = new ConcurrentHashMap<>();

    /** Listens to {@code hosts} of a world from now on, and forgets what others said in it. */
    public void follow(String worldUid, Set<String> hosts) {
        worlds.computeIfAbsent(worldUid, uid -> new ConcurrentHashMap<>())
                .keySet()
                .retainAll(hosts);
    }

    /** Whether the sample changed which cells run, or the number of players. */
    public boolean accept(HostTelemetry sample) {
        var cells = new HashMap<String, CellWord>();
        var spreads = new HashMap<String, PlayerSpread>();
        for (var cell : sample.cells()) {
            cells.put(cell.id(), new CellWord(cell.epoch(), cell.state(), cell.players()));
            if (cell.spread() != null) {
                spreads.put(cell.id(), cell.spread());
            }
        }
        return put(
                sample.world().uid(), sample.host(), new HostWord(sample.incarnation(), said(sample), cells, spreads));
    }

    private static Said said(HostTelemetry sample) {
        var sessions = sample.sessions();
        return new Said(sample.revision(), sample.cells().isEmpty() && sessions != null && sessions == 0);
    }

    /** Whether {@code host} runs at that incarnation and has said so. */
    public boolean serves(String worldUid, Host host) {
        return said(worldUid, host).filter(said -> said.revision() > 0).isPresent();
    }

    /** Whether {@code host} said that it has applied {@code revision}. */
    public boolean isSettled(String worldUid, Host host, long revision) {
        return said(worldUid, host).filter(said -> said.revision() >= revision).isPresent();
    }

    /** Whether {@code host} said, knowing {@code revision}, that it has no cell and answers for no session. */
    public boolean isVacant(String worldUid, Host host, long revision) {
        return said(worldUid, host)
                .filter(said -> said.vacant() && said.revision() >= revision)
                .isPresent();
    }

    private Optional<Said> said(String worldUid, Host host) {
        return Optional.ofNullable(worlds.getOrDefault(worldUid, Map.of()).get(host.name()))
                .filter(word -> word.incarnation() == host.incarnation())
                .map(HostWord::said);
    }

    /** A cell event tells the same sooner: the cell now has this state at this epoch. */
    public boolean accept(CellEvent event, CellState state) {
        var hosts = worlds.get(event.world().uid());
        if (hosts == null) {
            return false;
        }
        var changed = new boolean[1];
        hosts.compute(event.host(), (host, word) -> {
            if (word != null && word.incarnation() > event.incarnation()) {
                return word;
            }
            var cells = new HashMap<String, CellWord>();
            if (word != null && word.incarnation() == event.incarnation()) {
                cells.putAll(word.cells());
            }
            var known = cells.get(event.cell());
            if (known != null && known.epoch() > event.epoch()) {
                return word;
            }
            cells.put(event.cell(), new CellWord(event.epoch(), state, known == null ? 0 : known.players()));
            var said = word == null || word.incarnation() != event.incarnation() ? Said.NOTHING : word.said();
            var next = new HostWord(event.incarnation(), said, cells, word == null ? Map.of() : word.spreads());
            changed[0] = next.isNews(word);
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
        return topology.cells().stream()
                .filter(cell -> word(worldUid, topology, cell)
                        .filter(word -> word.state() == CellState.RUNNING)
                        .isPresent())
                .map(Cell::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Sessions in the cells of {@code topology} by the last words of the hosts that own them now. */
    public int players(String worldUid, WorldTopologySpec topology) {
        return topology.cells().stream()
                .flatMap(cell -> word(worldUid, topology, cell).stream())
                .mapToInt(CellWord::players)
                .sum();
    }

    /** Where the players of the cell are by the last word of its host; empty when nobody said, or nobody is there. */
    public Optional<PlayerSpread> spread(String worldUid, WorldTopologySpec topology, Cell cell) {
        return word(worldUid, topology, cell)
                .map(word -> worlds.getOrDefault(worldUid, Map.of()).get(cell.host()))
                .map(host -> host.spreads().get(cell.id()));
    }

    /** What the owner says of the cell, unless it says it at another incarnation or epoch. */
    private Optional<CellWord> word(String worldUid, WorldTopologySpec topology, Cell cell) {
        var host = worlds.getOrDefault(worldUid, Map.of()).get(cell.host());
        var incarnation = topology.host(cell.host()).map(Host::incarnation);
        return Optional.ofNullable(host)
                .filter(known -> incarnation
                        .filter(wanted -> wanted == known.incarnation())
                        .isPresent())
                .map(known -> known.cells().get(cell.id()))
                .filter(said -> said.epoch() == cell.epoch());
    }

    /** What the pod's readiness says: a pod that falls from ready has lost its process, and with it what it said. */
    public void podReady(String worldUid, String host, boolean ready) {
        var names = readyPods.computeIfAbsent(worldUid, uid -> ConcurrentHashMap.newKeySet());
        if (ready) {
            names.add(host);
        } else if (names.remove(host)) {
            worlds.getOrDefault(worldUid, new ConcurrentHashMap<>())
                    .computeIfPresent(
                            host, (name, word) -> new HostWord(word.incarnation(), Said.NOTHING, Map.of(), Map.of()));
        }
    }

    public void forgetWorld(String worldUid) {
        worlds.remove(worldUid);
        readyPods.remove(worldUid);
    }

    private boolean put(String worldUid, String host, HostWord word) {
        var hosts = worlds.get(worldUid);
        if (hosts == null) {
            return false;
        }
        var changed = new boolean[1];
        hosts.compute(host, (name, before) -> {
            if (before != null && before.incarnation() > word.incarnation()) {
                return before;
            }
            changed[0] = word.isNews(before);
            return before == null ? word : word.withSpreadsOf(before);
        });
        return changed[0];
    }
}
