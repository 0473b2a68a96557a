package io.fleetforge.simulation;

import java.util.Locale;
import java.util.function.BooleanSupplier;

/** The connections of one process: a partition cuts all but its players, other faults its way to one of the others only. */
final class SimNetwork implements SimProducer.Process {

    private final Sim sim;
    private final String process;
    private final BooleanSupplier alive;
    private final SimProducer producer;
    private long partitionedUntilMs;
    private long apiCutUntilMs;

    SimNetwork(Sim sim, String process, BooleanSupplier alive) {
        this.sim = sim;
        this.process = process;
        this.alive = alive;
        this.producer = new SimProducer(sim, process, this);
    }

    SimProducer producer() {
        return producer;
    }

    @Override
    public boolean isAlive() {
        return alive.getAsBoolean();
    }

    /** Nothing gets through to it or from it for so long, but for its players. */
    void partition(long ms) {
        sim.counted("partitioned");
        note("is partitioned for %d ms", ms);
        partitionedUntilMs = sim.time().nowMs() + ms;
    }

    /** The API server is out of reach for so long. */
    void cutApi(long ms) {
        sim.counted("API server out of reach");
        note("cannot reach the API server for %d ms", ms);
        apiCutUntilMs = sim.time().nowMs() + ms;
    }

    /** Records wait in front of the sender for so long. */
    void block(long ms) {
        sim.counted("sender blocked");
        note("sends nothing for %d ms", ms);
        producer.block(ms);
    }

    /** Records need as long as the delivery timeout allows, for so long. */
    void slowDown(long ms) {
        sim.counted("sender slow");
        note("sends slowly for %d ms", ms);
        producer.slowDown(ms);
    }

    private void note(String what, long ms) {
        sim.record(() -> process + " " + String.format(Locale.ROOT, what, ms));
    }

    @Override
    public boolean isPartitioned() {
        return sim.time().nowMs() < partitionedUntilMs;
    }

    /** Whether no request gets through to the API server. */
    boolean isApiCut() {
        return isPartitioned() || sim.time().nowMs() < apiCutUntilMs;
    }
}
