package io.fleetforge.simulation;

import io.fleetforge.cell.durability.OwnedSessions;
import io.fleetforge.cell.lifecycle.DrainSteps;
import io.fleetforge.cell.lifecycle.ShutdownSteps;
import io.fleetforge.cell.ownership.SessionRecords;
import io.fleetforge.cell.runtime.CellHost;
import java.time.Duration;

/** SIGTERM: the steps of the real drain and of the real shutdown, whose waits take simulated time. */
final class SimShutdown {

    private static final long BUSY_MS = 20;

    private final Sim sim;
    private final SimHost process;
    private final CellHost host;
    private final SessionRecords records;
    private final ShutdownSteps steps;
    private boolean ended;

    SimShutdown(Sim sim, SimHost process, SessionRecords records, ShutdownSteps steps) {
        this.sim = sim;
        this.process = process;
        this.host = process.host();
        this.records = records;
        this.steps = steps;
    }

    /** Drains and stops; {@code then} runs when the process has ended, however. */
    void run(OwnedSessions sessions, Runnable then) {
        var within = Duration.ofMillis(sim.time().between(500, 10_000));
        drain(
                new DrainSteps(
                        host, sessions, this::isTransferable, () -> sim.time().nowMs() * 1_000_000, within),
                then);
    }

    private boolean isTransferable() {
        return host.isListed() && !host.isWorldGone() && process.isActive();
    }

    private void drain(DrainSteps drain, Runnable then) {
        if (!process.isAlive()) {
            then.run();
            return;
        }
        var pause = drain.next();
        if (pause.isPresent()) {
            sim.time().after(pause.get().toMillis(), () -> drain(drain, then));
        } else {
            stop(then);
        }
    }

    private void stop(Runnable then) {
        if (process.isBusy()) { // the recovery in progress is aborted first
            process.abortRecovery();
            sim.time().after(BUSY_MS, () -> stop(then));
            return;
        }
        if (!process.isAlive() || !steps.begin(SimHost.CORRELATION)) {
            then.run();
            return;
        }
        var flushed = records.outbox().whenEmpty().thenRun(() -> sim.time().after(0, () -> end(then)));
        sim.time().after(SessionRecords.FLUSH.toMillis(), () -> {
            if (!flushed.toCompletableFuture().isDone()) {
                sim.counted("shutdown with records in flight");
            }
            end(then);
        });
    }

    private void end(Runnable then) {
        if (ended) {
            return;
        }
        ended = true;
        if (process.isAlive()) {
            steps.end(records.stopRepeating() || sim.is(Mutant.RELEASE_EARLY));
            process.kill();
        }
        then.run();
    }
}
