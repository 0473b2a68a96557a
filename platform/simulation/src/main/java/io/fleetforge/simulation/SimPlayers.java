package io.fleetforge.simulation;

import io.fleetforge.cell.runtime.CellAnswer;
import io.fleetforge.cell.runtime.CellInput;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Players that join, walk and leave, and the sessions promised to them. */
final class SimPlayers {

    private static final CorrelationId CORRELATION = new CorrelationId("simulation");
    private static final int MOST = 25;
    /** Fewer than players: several sessions have the same name. */
    private static final int NAMES = 10;

    private static final long JOIN_TIMEOUT_MS = 2000;

    private final Sim sim;
    private final SimPods pods;
    /** Sessions whose join was acknowledged and whose end was not requested. */
    private final Set<String> promised = new LinkedHashSet<>();
    /** Sessions whose end was acknowledged. */
    private final Set<String> ended = new LinkedHashSet<>();

    private boolean tired;
    private int names;

    SimPlayers(Sim sim, SimPods pods) {
        this.sim = sim;
        this.pods = pods;
    }

    Set<String> promised() {
        return promised;
    }

    Set<String> ended() {
        return ended;
    }

    void start() {
        sim.time().after(sim.time().between(20, 120), () -> {
            if (!tired) {
                act();
                start();
            }
        });
    }

    /** Players do nothing from here on. */
    void tire() {
        tired = true;
    }

    private void act() {
        var hosts = pods.answering().stream()
                .filter(host -> host.host().topology() != null)
                .toList();
        if (hosts.isEmpty()) {
            return;
        }
        var host = hosts.get(sim.time().index(hosts.size()));
        var chance = sim.time().real(1);
        if (chance < 0.4) {
            join(host);
        } else if (chance < 0.9) {
            walk(host);
        } else {
            leave(host);
        }
    }

    private void join(SimHost host) {
        if (promised.size() >= MOST) {
            return;
        }
        var x = sim.time().real(1000);
        var y = sim.time().real(1000);
        var cell = host.host().cellAt(x, y);
        if (cell.isEmpty()) {
            return; // redirected
        }
        var session = host.registry().open("player-" + names++ % NAMES).session();
        var entity = new Entity(session.id(), x, y, x, y);
        host.ask(cell.get(), answer -> new CellInput.Enter(entity, answer), answer -> {
            if (answer instanceof CellAnswer.Done(var placed, var id, var epoch)
                    && host.registry().entered(session.id(), id)) {
                makeDurable(host, session, entity);
            } else {
                host.registry().close(session.id());
            }
        });
    }

    private void makeDurable(SimHost host, Session session, Entity entity) {
        var answered = new boolean[1];
        if (sim.is(Mutant.ACK_EARLY)) {
            promised.add(session.id());
        }
        var unused = host.journal()
                .opened(session, entity, () -> true, CORRELATION)
                .whenComplete((done, failure) -> {
                    if (host.isAlive() && !answered[0]) {
                        answered[0] = true;
                        if (failure == null && host.isActive()) {
                            sim.counted("joined");
                            promised.add(session.id());
                        } else {
                            end(host, session.id(), false);
                        }
                    }
                });
        sim.time().after(JOIN_TIMEOUT_MS, () -> {
            if (host.isAlive() && !answered[0]) {
                answered[0] = true;
                end(host, session.id(), false);
            }
        });
    }

    private void walk(SimHost host) {
        pick(host)
                .ifPresent(session -> host.cellOf(session.id()).ifPresent(cell -> {
                    var x = sim.time().real(1000);
                    var y = sim.time().real(1000);
                    host.ask(cell, answer -> new CellInput.SetTarget(session.id(), x, y, answer), answer -> {});
                }));
    }

    private void leave(SimHost host) {
        pick(host)
                .filter(session -> promised.contains(session.id()))
                .ifPresent(session -> end(host, session.id(), true));
    }

    private java.util.Optional<Session> pick(SimHost host) {
        var sessions = host.sessions();
        return sessions.isEmpty()
                ? java.util.Optional.empty()
                : java.util.Optional.of(sessions.get(sim.time().index(sessions.size())));
    }

    /** Out of its cell, out of the registry, out of the journal. */
    private void end(SimHost host, String session, boolean asked) {
        host.cellOf(session)
                .ifPresent(cell -> host.ask(cell, answer -> new CellInput.Leave(session, answer), answer -> {
                    if (!(answer instanceof CellAnswer.Done)) {
                        return;
                    }
                    promised.remove(session);
                    host.registry().close(session);
                    var unused = host.journal().ended(session, CORRELATION).whenComplete((done, failure) -> {
                        if (failure == null && host.isAlive() && host.isActive()) {
                            ended.add(session);
                            if (asked) {
                                sim.counted("left");
                            }
                        }
                    });
                }));
    }

    List<String> all() {
        return new ArrayList<>(promised);
    }
}
