package io.fleetforge.simulation;

import io.fleetforge.contracts.message.WorldRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One run: a world through thirty seconds of edits, movement, crashes, deletions, outages and controller failures, then a minute of
 * quiet. Invariants are checked throughout and once more at the end.
 */
final class Sim {

    /** Receives no line: a run that is not shown is faster. */
    static final Consumer<String> SILENT = line -> {};

    private static final long FAULTS_MS = 30_000;
    private static final long QUIET_MS = 45_000;

    private final Consumer<String> run;
    private final Mutant mutant;
    private final SimTime time;
    private final SimKafka kafka;
    private final SimLeases leases = new SimLeases();
    private final SimPlaces places = new SimPlaces();
    private final List<WorldRef> deletedWorlds = new ArrayList<>();
    private final SimController controller;
    private final SimPlayers players;
    private final SimChecks checks;
    private final Map<String, Integer> counts = new TreeMap<>();
    private WorldRef world = new WorldRef("default", "w", "uid-1");
    private long sessions;
    private long steps;

    Sim(long seed, Mutant mutant, Consumer<String> run) {
        this.run = run;
        this.mutant = mutant;
        this.time = new SimTime(seed);
        this.kafka = new SimKafka(time, new SimLog(time::nowMs, mutant == Mutant.SPREAD_SESSIONS));
        this.controller = new SimController(this);
        this.players = new SimPlayers(this, controller.pods());
        this.checks = new SimChecks(this, controller);
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
        new SimFaults(this, controller).start(faultsEndMs);
        steps += time.runUntil(faultsEndMs);
        players.tire();
        controller.calmDown();
        kafka.calmDown();
        steps += time.runUntil(time.nowMs() + QUIET_MS);
        checks.atRest();
    }

    SimTime time() {
        return time;
    }

    SimLog log() {
        return kafka.log();
    }

    SimLeases leases() {
        return leases;
    }

    SimKafka kafka() {
        return kafka;
    }

    SimPlaces places() {
        return places;
    }

    SimPlayers players() {
        return players;
    }

    /** The world of the name that exists now. */
    WorldRef world() {
        return world;
    }

    /** Whether the process is of the world that exists now, and whose deletion has not begun. */
    boolean isCurrent(SimHost host) {
        return host.identity().world().equals(world) && !controller.deletion().isInProgress();
    }

    /** Worlds of the name that are gone. */
    List<WorldRef> deletedWorlds() {
        return deletedWorlds;
    }

    /** The world is gone, and another of its name is created. */
    void recreateWorld() {
        deletedWorlds.add(world);
        world = new WorldRef(world.namespace(), world.name(), "uid-" + (deletedWorlds.size() + 1));
        record(() -> "creation of " + world);
    }

    boolean is(Mutant suspected) {
        return mutant == suspected;
    }

    String nextSession() {
        return "s" + sessions++;
    }

    /** Records a line of the run, for the replay of a seed. */
    void record(Supplier<String> line) {
        if (!run.equals(SILENT)) {
            run.accept(String.format(Locale.ROOT, "%8.3f %s", (time.nowMs() - 1_000_000) / 1000.0, line.get()));
        }
    }

    void counted(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    /** Checks what holds at all times. */
    void check() {
        checks.always();
    }
}
