package io.fleetforge.simulation;

import io.fleetforge.cell.messaging.CellEventPublisher.SessionStep;
import io.fleetforge.cell.runtime.CellAgent;
import io.fleetforge.cell.runtime.CellAnswer;
import io.fleetforge.cell.runtime.CellInput;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionTokenClaims;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.runtime.problem.ProblemException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Players that join, walk, resume and leave, and the sessions promised to them. */
final class SimPlayers {

    private static final CorrelationId CORRELATION = new CorrelationId("simulation");
    private static final int MOST = 25;
    /** Fewer than players: several sessions have the same name. */
    private static final int NAMES = 10;

    private static final long JOIN_TIMEOUT_MS = 2000;
    private static final double POISONED = 0.01;

    private final Sim sim;
    private final SimPods pods;
    /** Sessions whose join was acknowledged and whose end was not requested. */
    private final Set<String> promised = new LinkedHashSet<>();
    /** Sessions whose end was acknowledged. */
    private final Set<String> ended = new LinkedHashSet<>();
    /** Sessions of worlds that were deleted. */
    private final Set<String> deleted = new HashSet<>();

    private final Set<String> poison = new HashSet<>();
    private final Map<String, String> secrets = new HashMap<>();
    private boolean tired;
    private int names;

    SimPlayers(Sim sim, SimPods pods) {
        this.sim = sim;
        this.pods = pods;
    }

    boolean isPromised(String session) {
        return promised.contains(session);
    }

    Set<String> ended() {
        return ended;
    }

    Set<String> deleted() {
        return deleted;
    }

    /** Whether the text names a poisoned session, as {@code at entity s1: ...} or {@code s1}. */
    boolean isPoison(String text) {
        var parts = text.split("[ :]+", 4);
        return poison.contains(parts.length > 2 ? parts[2] : parts[0]);
    }

    /** The session has ended, since cells fail at it. */
    void failed(String session) {
        promised.remove(session);
    }

    /** The world of all sessions is deleted. */
    void worldDeleted() {
        deleted.addAll(secrets.keySet());
        promised.clear();
        ended.clear();
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
                .filter(host -> host.host().topology() != null && sim.isCurrent(host))
                .toList();
        if (hosts.isEmpty()) {
            return;
        }
        var host = hosts.get(sim.time().index(hosts.size()));
        var chance = sim.time().real(1);
        if (chance < 0.4) {
            join(host);
        } else if (chance < 0.86) {
            walk(host);
        } else if (chance < 0.9) {
            resume(host);
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
        if (cell.isEmpty() || host.host().stopping()) {
            return; // redirected
        }
        var opened = host.registry().open("player-" + names++ % NAMES);
        var session = opened.session();
        secrets.put(session.id(), opened.secret());
        if (sim.time().chance(POISONED)) {
            poison.add(session.id());
        }
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
        var unused = host.hostSessions().open(session, entity, CORRELATION).whenComplete((done, failure) -> {
            if (host.isAlive() && !answered[0]) {
                answered[0] = true;
                if (failure == null && host.isActive() && host.registry().has(session)) {
                    promise(host, session);
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

    private void promise(SimHost host, Session session) {
        if (sim.isCurrent(host)) {
            sim.counted("joined");
            promised.add(session.id());
        }
    }

    private void walk(SimHost host) {
        pick(host)
                .ifPresent(session -> host.cellOf(session.id()).ifPresent(cell -> {
                    var x = sim.time().real(1000);
                    var y = sim.time().real(1000);
                    host.ask(cell, answer -> new CellInput.SetTarget(session.id(), x, y, answer), answer -> {});
                }));
    }

    /** A promised session that the host has is resumed with its first token. */
    private void resume(SimHost host) {
        pick(host).filter(session -> promised.contains(session.id())).ifPresent(session -> {
            sim.counted("resumed");
            refusal(host, session.id()).ifPresent(problem -> {
                throw new Violation("session " + session.id() + " is on " + host + " and cannot be resumed there: "
                        + problem.code());
            });
        });
    }

    private Optional<ProblemException> refusal(SimHost host, String session) {
        var secret = secrets.getOrDefault(session, "");
        try {
            host.players().resume(host.players().token(new SessionTokenClaims(session, 1, secret)));
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(e);
        }
    }

    private void leave(SimHost host) {
        pick(host)
                .filter(session -> promised.contains(session.id()))
                .ifPresent(session -> end(host, session.id(), true));
    }

    private Optional<Session> pick(SimHost host) {
        var sessions = host.sessions();
        return sessions.isEmpty()
                ? Optional.empty()
                : Optional.of(sessions.get(sim.time().index(sessions.size())));
    }

    /** Out of its cell, out of the registry, out of the journal. */
    private void end(SimHost host, String session, boolean asked) {
        if (!host.isActive()) {
            return;
        }
        host.cellOf(session).ifPresent(cell -> {
            if (sim.is(Mutant.KEEP_THE_ENTITY)) {
                host.ask(
                        cell,
                        answer -> new CellInput.Locate(session, answer),
                        answer -> left(host, cell, answer, asked));
            } else {
                host.ask(
                        cell,
                        answer -> new CellInput.Leave(session, answer),
                        answer -> left(host, cell, answer, asked));
            }
        });
    }

    private void left(SimHost host, CellAgent cell, CellAnswer answer, boolean asked) {
        if (!(answer instanceof CellAnswer.Done(var entity, var id, var epoch))) {
            return;
        }
        promised.remove(entity.id());
        var session = host.registry().find(entity.id());
        if (session.isEmpty()) {
            return;
        }
        if (sim.is(Mutant.FORGET_ENDS)) {
            host.registry().close(entity.id());
        }
        var step = new SessionStep(session.get(), entity, cell.id(), epoch, "Left");
        var unused = host.hostSessions().end(step, CORRELATION).whenComplete((done, failure) -> {
            if (failure == null && host.isAlive() && host.isActive()) {
                endAcknowledged(host, entity.id(), asked);
            }
        });
    }

    private void endAcknowledged(SimHost host, String session, boolean asked) {
        if (sim.isCurrent(host)) {
            ended.add(session);
        }
        if (!asked) {
            return;
        }
        sim.counted("left");
        sim.time().after(sim.time().between(0, 2000), () -> {
            if (host.answers() && isExpected(refusal(host, session))) {
                throw new Violation(
                        "session " + session + " has ended on " + host + ", which answers as if it would come");
            }
        });
    }

    /** Whether the answer promises that the session will be here. */
    private static boolean isExpected(Optional<ProblemException> refusal) {
        return refusal.isEmpty() || !refusal.get().code().equals("session-ended");
    }

    List<String> all() {
        return List.copyOf(promised);
    }
}
