package io.fleetforge.simulation;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.recovery.HandedOffSession;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.MessageCodec;
import io.fleetforge.contracts.message.SessionHandoff;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.names.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a host reads, and from where on: topologies and handoffs, each in the order of its partition. Each reader stalls at times. */
final class SimInbox {

    private static final double STALLS = 0.004;
    private static final double OFTEN = 0.02;

    private final Sim sim;
    private final SimHost host;
    private final SimLog.Partition topologies;
    private final SimLog.Partition handoffs;
    private long nextTopology;
    private long nextHandoff;
    private final double stalls;
    private long topologiesStallUntilMs;
    private long handoffsStallUntilMs;

    /** Handoffs are read from the end that they have now. */
    SimInbox(Sim sim, SimHost host) {
        this.sim = sim;
        this.host = host;
        var key = host.identity().world().key();
        this.topologies = sim.log().ofWorld(Topics.WORLD_TOPOLOGY, key);
        this.handoffs = sim.log().ofWorld(Topics.CELL_HANDOFFS, key);
        this.nextHandoff = sim.log().end(handoffs);
        this.stalls = sim.time().chance(0.1) ? OFTEN : STALLS;
    }

    /** The newest topology of this very world, then every further record. */
    void catchUp() {
        var history = sim.log().from(topologies, 0);
        nextTopology = sim.log().end(topologies);
        for (var record : initial(history)) {
            var topology = decoded(record);
            if (replaces(topology)) {
                host.replaced();
            }
            apply(topology);
        }
        host.every(10, 60, this::readTopologies);
        if (sim.is(Mutant.LISTEN_LATE)) {
            sim.time().after(1500, host.whileAlive(() -> {
                nextHandoff = sim.log().end(handoffs);
                host.every(5, 40, this::readHandoffs);
            }));
        } else {
            host.every(5, 40, this::readHandoffs);
        }
    }

    private List<ConsumerRecord<String, byte[]>> initial(List<ConsumerRecord<String, byte[]>> history) {
        var own = new ArrayList<ConsumerRecord<String, byte[]>>();
        for (var record : history) {
            if (record.value() != null
                    && decoded(record).world().equals(host.identity().world())) {
                own.add(record);
            }
        }
        return sim.is(Mutant.REPLAY_HISTORY) || own.isEmpty() ? own : List.of(own.getLast());
    }

    private void readTopologies() {
        if (sim.time().nowMs() < topologiesStallUntilMs || host.isBusy()) {
            return;
        }
        if (sim.time().chance(stalls)) {
            topologiesStallUntilMs = sim.time().nowMs() + sim.time().between(500, 5000);
            return;
        }
        for (var record : sim.log().from(topologies, nextTopology)) {
            if (!host.canRead(Topics.WORLD_TOPOLOGY) || host.isBusy()) {
                return;
            }
            if (record.value() == null) {
                host.host().worldGone();
            } else if (!read(decoded(record))) {
                return;
            }
            nextTopology = record.offset() + 1;
        }
    }

    /** False when it has to wait: a self-fenced process adopts nothing. */
    private boolean read(TopologyMessage topology) {
        if (replaces(topology)) {
            host.replaced();
        } else if (!host.isActive()) {
            return false;
        }
        apply(topology);
        return host.isAlive();
    }

    private boolean replaces(TopologyMessage topology) {
        var self = host.identity();
        return topology.world().equals(self.world())
                && topology.hosts().stream()
                        .anyMatch(listed ->
                                listed.name().equals(self.host()) && listed.incarnation() > self.incarnation());
    }

    private void apply(TopologyMessage topology) {
        host.host().apply(topology, SimHost.CORRELATION);
        sim.check();
    }

    private void readHandoffs() {
        if (sim.time().nowMs() < handoffsStallUntilMs || host.isBusy()) {
            return;
        }
        if (sim.time().chance(stalls)) {
            handoffsStallUntilMs = sim.time().nowMs() + sim.time().between(500, 5000);
            return;
        }
        for (var record : sim.log().from(handoffs, nextHandoff)) {
            if (!host.canRead(Topics.CELL_HANDOFFS) || host.isBusy()) {
                return;
            }
            nextHandoff = record.offset() + 1;
            if (record.value() != null) {
                handedOff(handoff(record));
            }
        }
    }

    private void handedOff(HandedOffSession handoff) {
        host.host().handedOff(handoff, SimHost.CORRELATION);
        if (sim.is(Mutant.ADOPT_TWICE)) {
            sim.time().after(400, host.whileAlive(() -> host.host().handedOff(again(handoff), SimHost.CORRELATION)));
        }
        sim.check();
    }

    private static TopologyMessage decoded(ConsumerRecord<String, byte[]> record) {
        try {
            return MessageCodec.decode(record.value(), TopologyMessage.class);
        } catch (MalformedMessageException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HandedOffSession handoff(ConsumerRecord<String, byte[]> record) {
        try {
            return HandedOffSession.of(MessageCodec.decode(record.value(), SessionHandoff.class));
        } catch (MalformedMessageException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HandedOffSession again(HandedOffSession handoff) {
        var session = handoff.session();
        return new HandedOffSession(
                handoff.world(),
                handoff.sender(),
                handoff.receiver(),
                handoff.atMs(),
                new SavedSession(session.entity(), session.player(), session.epoch() + 5, session.tokenHash()));
    }
}
