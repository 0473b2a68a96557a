package io.fleetforge.simulation;

import io.fleetforge.cell.persistence.RecoveryRecords;
import io.fleetforge.cell.recovery.SessionRecovery;
import io.fleetforge.cell.runtime.CellAnswer;
import io.fleetforge.cell.runtime.CellInput;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.names.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One run: a world through thirty seconds of edits, movement, crashes, deletions, outages and controller failures, then a minute of
 * quiet. Invariants are checked throughout and once more at the end.
 */
final class Sim {

    private static final WorldRef WORLD = new WorldRef("default", "w", "uid-1");
    private static final long FAULTS_MS = 30_000;
    private static final long QUIET_MS = 45_000;
    private static final List<String> COMPACTED =
            List.of(Topics.WORLD_TOPOLOGY, Topics.CELL_SESSIONS, Topics.CELL_HANDOFFS, Topics.CELL_CHECKPOINTS);

    private final Consumer<String> run;
    private final Mutant mutant;
    private final SimTime time;
    private final SimLog log;
    private final SimKafka kafka;
    private final SimLeases leases = new SimLeases();
    private final SimController controller;
    private final SimPlayers players;
    private final Map<String, Integer> counts = new TreeMap<>();
    private long sessions;
    private long steps;

    Sim(long seed, Mutant mutant, Consumer<String> run) {
        this.run = run;
        this.mutant = mutant;
        this.time = new SimTime(seed);
        this.log = new SimLog(time::nowMs);
        this.kafka = new SimKafka(time, log, this::record);
        this.controller = new SimController(this, WORLD, telemetry -> new SimPods(this, WORLD, telemetry));
        this.players = new SimPlayers(this, controller.pods());
    }

    /** Result of a run. */
    record Outcome(Optional<String> violation, Map<String, Integer> counts, long steps) {}

    static Outcome run(long seed, Mutant mutant, Consumer<String> run) {
        var sim = new Sim(seed, mutant, run);
        try {
            sim.live();
            return new Outcome(Optional.empty(), sim.counts, sim.steps);
        } catch (Violation | IllegalStateException | IllegalArgumentException e) {
            return new Outcome(Optional.of(String.valueOf(e.getMessage())), sim.counts, sim.steps);
        }
    }

    private void live() {
        controller.start();
        players.start();
        steps += time.runUntil(time.nowMs() + 4000);
        controller.becomeMortal();
        var faultsEndMs = time.nowMs() + FAULTS_MS;
        faults(faultsEndMs);
        steps += time.runUntil(faultsEndMs);
        players.tire();
        controller.calmDown();
        kafka.calmDown();
        steps += time.runUntil(time.nowMs() + QUIET_MS);
        check();
        checkQuiet();
    }

    private void faults(long untilMs) {
        time.after(time.between(100, 1500), () -> {
            if (time.nowMs() < untilMs) {
                oneFault();
                faults(untilMs);
            }
        });
    }

    private void oneFault() {
        var names = new ArrayList<>(controller.pods().names());
        var name = names.isEmpty() ? "" : names.get(time.index(names.size()));
        var chance = time.real(1);
        if (chance < 0.25) {
            controller.pods().crash(name);
        } else if (chance < 0.35) {
            controller.pods().delete(name, null);
        } else if (chance < 0.38) {
            controller.pods().deleteByForce(name, null);
        } else if (chance < 0.41) {
            controller.pods().partition(name);
        } else if (chance < 0.45) {
            kafka.goAway(time.between(200, 4000));
        } else if (chance < 0.5) {
            controller.drain(name, time.between(1000, 9000));
        } else if (chance < 0.65) {
            controller.changeDemand();
        } else if (chance < 0.9) {
            controller.force();
        } else {
            COMPACTED.forEach(topic -> log.compact(topic, (int) time.between(0, 20)));
        }
    }

    SimTime time() {
        return time;
    }

    SimLog log() {
        return log;
    }

    SimLeases leases() {
        return leases;
    }

    SimKafka kafka() {
        return kafka;
    }

    boolean is(Mutant suspected) {
        return mutant == suspected;
    }

    String nextSession() {
        return "s" + sessions++;
    }

    /** Records a line of the run, for the replay of a seed. */
    void record(String line) {
        run.accept(String.format(Locale.ROOT, "%8.3f %s", (time.nowMs() - 1_000_000) / 1000.0, line));
    }

    void counted(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    /** The recovery log as a process reads it now. */
    Optional<SessionRecovery> readRecoveryLog(WorldRef world) {
        var before = new RecoveryRecords(world);
        if (!is(Mutant.READ_NO_HANDOFFS)) {
            read(Topics.CELL_HANDOFFS, before);
        }
        read(Topics.CELL_CHECKPOINTS, before);
        var records = before.thenJournal(time.nowMs());
        if (!is(Mutant.READ_NO_JOURNAL)) {
            read(Topics.CELL_SESSIONS, records);
        }
        return Optional.of(SessionRecovery.of(world.uid(), records.toLog(), time.nowMs()));
    }

    private void read(String topic, RecoveryRecords records) {
        log.from(topic, 0).stream()
                .filter(record -> record.value() != null || !is(Mutant.READ_NO_ENDS))
                .forEach(records::accept);
    }

    /** No session is had by two processes. */
    void check() {
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

    /**
     * After quiet: every promised session is in exactly one cell, no ended session exists, every revision is acknowledged.
     */
    private void checkQuiet() {
        var record = Objects.requireNonNull(controller.record(), "the world has a topology");
        var answering = controller.pods().answering();
        var cells =
                answering.stream().mapToInt(host -> host.host().cells().size()).sum();
        if (cells != record.cells().size()) {
            throw new Violation(
                    cells + " cells run instead of " + record.cells().size());
        }
        if (record.hosts().stream().anyMatch(host -> record.cellsOf(host.name()).isEmpty())) {
            throw new Violation("a host without cells is still there: " + record.hosts());
        }
        var places = new HashMap<String, SimHost>();
        for (var host : answering) {
            for (var cell : host.host().cells()) {
                host.ask(cell, CellInput.ListEntities::new, answer -> {
                    if (answer instanceof CellAnswer.Present(var entities, var id, var epoch)) {
                        entities.forEach(entity -> {
                            if (places.put(entity.id(), host) != null) {
                                throw new Violation("session " + entity.id() + " is in two cells");
                            }
                        });
                    }
                });
            }
        }
        time.runUntil(time.nowMs() + 200);
        for (var host : answering) {
            for (var session : host.sessions()) {
                if (places.get(session.id()) != host) {
                    throw new Violation(
                            "session " + session.id() + " is known to " + host + " but is in none of its cells");
                }
            }
        }
        players.all().stream()
                .filter(session -> !places.containsKey(session))
                .findFirst()
                .ifPresent(lost -> {
                    throw new Violation("session " + lost + " is lost");
                });
        players.ended().stream().filter(places::containsKey).findFirst().ifPresent(back -> {
            throw new Violation("session " + back + " has left and is back");
        });
    }
}
