package io.fleetforge.simulation;

import io.fleetforge.contracts.names.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Edits of operators, and faults of processes, nodes, networks and brokers, at random moments. */
final class SimFaults {

    private static final List<String> COMPACTED =
            List.of(Topics.WORLD_TOPOLOGY, Topics.CELL_SESSIONS, Topics.CELL_HANDOFFS, Topics.CELL_CHECKPOINTS);
    private static final double DELETES_WORLD = 0.3;
    /** Before the last ten seconds. */
    private static final long RECREATION_MS = 10_000;

    /** Of what a run has more than others: rare sequences take several faults of a kind. */
    private enum Emphasis {
        NONE,
        FENCED_SENDERS,
        SLOW_DELETIONS,
        EDITS,
        LOST_HOSTS
    }

    private final Sim sim;
    private final Emphasis emphasis;
    private final SimController controller;
    private final SimPods pods;

    SimFaults(Sim sim, SimController controller) {
        this.sim = sim;
        this.emphasis = Emphasis.values()[sim.time().index(Emphasis.values().length)];
        this.controller = controller;
        this.pods = controller.pods();
    }

    void start(long untilMs) {
        next(untilMs);
        if (sim.time().chance(DELETES_WORLD)) {
            var lastsMs = untilMs - RECREATION_MS - sim.time().nowMs();
            sim.time().after(sim.time().between(lastsMs / 2, lastsMs), controller.deletion()::begin);
        }
    }

    private void next(long untilMs) {
        sim.time().after(sim.time().between(100, 1500), () -> {
            if (sim.time().nowMs() < untilMs) {
                one();
                next(untilMs);
            }
        });
    }

    private void one() {
        if (emphasis != Emphasis.NONE && sim.time().chance(0.5)) {
            emphasised();
            return;
        }
        var chance = sim.time().real(1);
        if (chance < 0.42) {
            ofHost(chance / 0.42);
        } else if (chance < 0.5) {
            ofKafka(chance);
        } else if (chance < 0.52) {
            controller.spec().changeImage();
        } else if (chance < 0.535) {
            deleteRecord();
        } else if (chance < 0.66) {
            controller.spec().change();
        } else if (chance < 0.9) {
            controller.spec().force();
        } else {
            COMPACTED.forEach(topic -> sim.log().compact(topic, (int) sim.time().between(0, 20)));
        }
    }

    private void emphasised() {
        switch (emphasis) {
            case NONE -> {}
            case FENCED_SENDERS ->
                anyHost().flatMap(pods::process).ifPresent(process -> {
                    var ms = sim.time().between(14_000, 25_000);
                    process.network().block(ms);
                    process.network().cutApi(ms + sim.time().between(0, 8000));
                });
            case SLOW_DELETIONS ->
                anyHost().ifPresent(name -> {
                    pods.process(name).ifPresent(process -> process.network().slowDown(16_000));
                    pods.delete(name, null);
                });
            case EDITS -> {
                controller.spec().change();
                anyHost().ifPresent(pods::crash);
            }
            case LOST_HOSTS ->
                anyHost().ifPresent(name -> {
                    pods.process(name)
                            .ifPresent(process ->
                                    process.network().partition(sim.time().between(500, 30_000)));
                    pods.deleteByForce(name, null);
                });
        }
    }

    private Optional<String> anyHost() {
        var names = new ArrayList<>(pods.names());
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(names.get(sim.time().index(names.size())));
    }

    private void ofHost(double chance) {
        anyHost().ifPresent(name -> {
            if (chance < 0.44) {
                pods.crash(name);
            } else if (chance < 0.64) {
                delete(name);
            } else if (chance < 0.72) {
                pods.deleteByForce(name, null);
            } else if (chance < 0.8) {
                pods.process(name)
                        .ifPresent(process ->
                                process.network().partition(sim.time().between(500, 30_000)));
            } else {
                pods.process(name).ifPresent(this::troubled);
            }
        });
    }

    /** A deletion of a pod, whose process may send slowly meanwhile. */
    private void delete(String name) {
        if (sim.time().chance(0.4)) {
            pods.process(name).ifPresent(process -> slow(process, sim.time().between(1000, 16_000)));
        }
        pods.delete(name, null);
    }

    private void troubled(SimHost process) {
        var ms = sim.time().between(1000, 25_000);
        slow(process, ms);
        if (sim.time().chance(0.6)) {
            process.network().cutApi(ms + sim.time().between(0, 8000));
        }
    }

    private void slow(SimHost process, long ms) {
        if (sim.time().chance(0.5)) {
            process.network().block(ms);
        } else {
            process.network().slowDown(ms);
        }
    }

    private void ofKafka(double chance) {
        if (chance < 0.46) {
            sim.counted("outage of Kafka");
            sim.kafka().goAway(sim.time().between(200, 4000));
        } else {
            sim.counted("stalled topic");
            var topic = COMPACTED.get(sim.time().index(COMPACTED.size()));
            sim.record(() -> "stall of " + topic);
            sim.kafka().stall(topic, sim.time().between(200, 5000));
        }
    }

    private void deleteRecord() {
        if (controller.record().stored() != null && !controller.deletion().isInProgress()) {
            sim.counted("record deleted");
            sim.record(() -> "deletion of the record");
            controller.deleteRecord();
        }
    }
}
