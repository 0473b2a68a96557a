package io.fleetforge.simulation;

import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.runtime.messaging.EventPublisher;
import io.fleetforge.runtime.messaging.SendGate;

/** The publishers of a host process, with the real gate for records that other processes act on. */
final class SimPublishers {

    private final Sim sim;
    private final SimProducer producer;
    private final Fence fence;
    private final SendGate gate;

    SimPublishers(Sim sim, SimProducer producer, Fence fence) {
        this.sim = sim;
        this.producer = producer;
        this.fence = fence;
        this.gate = new SendGate(fence::isOpen, () -> sim.time().nowMs() * 1_000_000);
    }

    /** For records that change the owner of a session, or restore one; a mutant asks the fence before they wait only. */
    EventPublisher fenced(String topic) {
        return sim.is(Mutant.SEND_GATE_OFF)
                ? producer.publisher(topic).onlyWhile(fence::isOpen)
                : producer.fenced(topic, gate);
    }

    /** For all others. */
    EventPublisher open(String topic) {
        return producer.publisher(topic);
    }
}
