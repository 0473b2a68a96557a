package io.fleetforge.simulation;

import io.fleetforge.cell.replay.Replay;
import io.fleetforge.cell.runtime.CellAgent;
import io.fleetforge.cell.runtime.CellAnswer;
import io.fleetforge.cell.runtime.CellInput;
import io.fleetforge.contracts.message.CellState;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.MessageCodec;
import io.fleetforge.contracts.message.SessionHandoff;
import io.fleetforge.contracts.message.SessionRecord;
import io.fleetforge.contracts.names.Topics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Invariants of the whole: at all times, and after everything has come to rest. */
final class SimChecks {

    private final Sim sim;
    private final SimController controller;

    SimChecks(Sim sim, SimController controller) {
        this.sim = sim;
        this.controller = controller;
    }

    /** I1: no session is had by two processes. */
    void always() {
        var owners = new HashMap<String, SimHost>();
        for (var host : controller.pods().answering()) {
            for (var session : host.sessions()) {
                var other = owners.put(session.id(), host);
                if (other != null) {
                    throw new Violation("session " + session.id() + " is had by " + other + " and " + host);
                }
            }
        }
    }

    /** After quiet. */
    void atRest() {
        always();
        var hosts =
                controller.pods().answering().stream().filter(sim::isCurrent).toList();
        cells(hosts);
        replays(hosts);
        var places = places(hosts);
        sessions(hosts, places);
        players(places);
        handoffs();
    }

    /** Every cell of the record runs, and no host is left without one. */
    private void cells(List<SimHost> hosts) {
        var record = Objects.requireNonNull(controller.record().stored(), "the world has a topology");
        var cells = hosts.stream().flatMap(host -> host.host().cells().stream()).toList();
        if (cells.size() != record.cells().size()) {
            throw new Violation(
                    cells.size() + " cells run instead of " + record.cells().size());
        }
        cells.stream()
                .filter(cell -> cell.state() == CellState.FAILED)
                .findFirst()
                .ifPresent(failed -> {
                    throw new Violation("cell " + failed.id() + " has failed and was not started again");
                });
        if (record.hosts().stream().anyMatch(host -> record.cellsOf(host.name()).isEmpty())) {
            throw new Violation("a host without cells is still there: " + record.hosts());
        }
    }

    /** I7: the state of a cell at a checkpoint and its inputs since give the state that it has. */
    private static void replays(List<SimHost> hosts) {
        for (var host : hosts) {
            for (var cell : host.host().cells()) {
                var recording = cell.recording();
                var again = Replay.run(recording);
                if (!again.hash().equals(recording.hash())) {
                    throw new Violation("cell " + cell.id() + " has the state " + recording.hash()
                            + ", and its inputs give " + again.hash());
                }
            }
        }
    }

    /** I2: every entity is in one cell. */
    private Map<String, CellAgent> places(List<SimHost> hosts) {
        var places = new HashMap<String, CellAgent>();
        for (var host : hosts) {
            for (var cell : host.host().cells()) {
                host.ask(cell, CellInput.ListEntities::new, answer -> {
                    if (answer instanceof CellAnswer.Present(var entities, var id, var epoch)) {
                        entities.forEach(entity -> {
                            if (places.put(entity.id(), cell) != null) {
                                throw new Violation("session " + entity.id() + " is in two cells");
                            }
                        });
                    }
                });
            }
        }
        sim.time().runUntil(sim.time().nowMs() + 200);
        return places;
    }

    /** I6: an entity for every session, and a session for every entity. */
    private static void sessions(List<SimHost> hosts, Map<String, CellAgent> places) {
        var orphans = new HashSet<>(places.keySet());
        for (var host : hosts) {
            for (var session : host.sessions()) {
                var cell = places.get(session.id());
                if (cell == null
                        || host.host()
                                .cell(cell.id())
                                .filter(own -> own == cell)
                                .isEmpty()) {
                    throw new Violation(
                            "session " + session.id() + " is known to " + host + " but is in none of its cells");
                }
                orphans.remove(session.id());
            }
        }
        orphans.stream().sorted().findFirst().ifPresent(orphan -> {
            throw new Violation("entity " + orphan + " is in cell "
                    + Objects.requireNonNull(places.get(orphan)).id() + " without a session");
        });
    }

    /** I4: every promised session exists; none that has ended does. */
    private void players(Map<String, CellAgent> places) {
        sim.players().all().stream()
                .filter(session -> !places.containsKey(session))
                .findFirst()
                .ifPresent(lost -> {
                    throw new Violation("session " + lost + " is lost");
                });
        sim.players().ended().stream().filter(places::containsKey).findFirst().ifPresent(back -> {
            throw new Violation("session " + back + " has left and is back");
        });
        sim.players().deleted().stream()
                .filter(places::containsKey)
                .sorted()
                .findFirst()
                .ifPresent(back -> {
                    throw new Violation("session " + back + " of a deleted world is back");
                });
    }

    /** Recovery reads every handoff that was not removed: those of claimed sessions are, unless their removal was lost, or the world too. */
    private void handoffs() {
        var claimed = new HashMap<String, Long>();
        var left = 0;
        var removed = 0;
        try {
            for (var record : sim.log()
                    .from(sim.log().ofWorld(Topics.CELL_SESSIONS, sim.world().key()), 0)) {
                if (record.value() != null) {
                    claimed.merge(
                            record.key(),
                            MessageCodec.decode(record.value(), SessionRecord.class)
                                    .epoch(),
                            Math::max);
                }
            }
            var last = new HashMap<String, byte[]>();
            for (var record : sim.log()
                    .from(sim.log().ofWorld(Topics.CELL_HANDOFFS, sim.world().key()), 0)) {
                last.put(record.key(), record.value());
            }
            for (var handoff : last.entrySet()) {
                if (handoff.getValue() == null) {
                    removed++;
                } else {
                    var record = MessageCodec.decode(handoff.getValue(), SessionHandoff.class);
                    if (record.world().equals(sim.world())
                            && record.epoch()
                                    < claimed.getOrDefault(SessionRecord.key(record.world(), record.session()), 0L)) {
                        left++;
                    }
                }
            }
        } catch (MalformedMessageException e) {
            throw new IllegalStateException(e);
        }
        if (left > 5 && removed == 0) {
            throw new Violation(left + " handoffs of claimed sessions are left, and none was removed");
        }
    }
}
