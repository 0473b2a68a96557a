package io.fleetforge.simulation;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.recovery.HandedOffSession;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.MessageCodec;
import io.fleetforge.contracts.message.SessionHandoff;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.names.Topics;

/** What a host reads, and from where on: topologies and handoffs, each in the order of the log. */
final class SimInbox {

    private final Sim sim;
    private final SimHost host;
    private long nextTopology;
    private long nextHandoff;
    /** Topics do not wait for each other. */
    private long deafUntilMs;

    /** Handoffs are read from the end that they have now. */
    SimInbox(Sim sim, SimHost host) {
        this.sim = sim;
        this.host = host;
        this.nextHandoff = sim.log().end(Topics.CELL_HANDOFFS);
    }

    /** The newest topology, then every further record. */
    void catchUp() {
        var history = sim.log().from(Topics.WORLD_TOPOLOGY, 0);
        nextTopology = sim.log().end(Topics.WORLD_TOPOLOGY);
        var from = sim.is(Mutant.REPLAY_HISTORY) ? 0 : Math.max(0, history.size() - 1);
        history.subList(from, history.size()).forEach(record -> apply(record.value()));
        host.every(10, 60, this::readTopologies);
        if (sim.is(Mutant.LISTEN_LATE)) {
            sim.time().after(1500, host.whileAlive(() -> {
                nextHandoff = sim.log().end(Topics.CELL_HANDOFFS);
                host.every(5, 40, this::readHandoffs);
            }));
        } else {
            host.every(5, 40, this::readHandoffs);
        }
    }

    private void readTopologies() {
        if (!host.isKafkaThere()) {
            return;
        }
        for (var record : sim.log().from(Topics.WORLD_TOPOLOGY, nextTopology)) {
            apply(record.value());
            nextTopology = record.offset() + 1;
        }
    }

    private void apply(byte[] topology) {
        try {
            host.host().apply(MessageCodec.decode(topology, TopologyMessage.class), SimHost.CORRELATION);
        } catch (MalformedMessageException e) {
            throw new IllegalStateException(e);
        }
        sim.check();
    }

    private void readHandoffs() {
        if (sim.time().nowMs() < deafUntilMs) {
            return;
        }
        if (sim.time().chance(0.004)) {
            deafUntilMs = sim.time().nowMs() + sim.time().between(500, 5000);
            return;
        }
        if (!host.isKafkaThere()) {
            return;
        }
        for (var record : sim.log().from(Topics.CELL_HANDOFFS, nextHandoff)) {
            if (record.value() == null) {
                nextHandoff = record.offset() + 1;
                continue;
            }
            var handoffs = handoffs(record.value());
            host.host().handedOff(handoffs, SimHost.CORRELATION);
            nextHandoff = record.offset() + 1;
            if (sim.is(Mutant.ADOPT_TWICE)) {
                sim.time()
                        .after(400, host.whileAlive(() -> host.host().handedOff(again(handoffs), SimHost.CORRELATION)));
            }
            sim.check();
        }
    }

    private static HandedOffSession handoffs(byte[] bytes) {
        try {
            return HandedOffSession.of(MessageCodec.decode(bytes, SessionHandoff.class));
        } catch (MalformedMessageException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HandedOffSession again(HandedOffSession handoffs) {
        var session = handoffs.session();
        return new HandedOffSession(
                handoffs.world(),
                handoffs.sender(),
                handoffs.receiver(),
                handoffs.atMs(),
                new SavedSession(session.entity(), session.player(), session.epoch() + 5, session.tokenHash()));
    }
}
