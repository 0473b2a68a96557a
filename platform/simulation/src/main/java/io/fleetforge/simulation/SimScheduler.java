package io.fleetforge.simulation;

import io.fleetforge.cell.durability.Scheduler;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/**
 * Simulated time for the callbacks of one process; a mutant repeats nothing.
 *
 * @param whileAlive makes a command that does nothing once the process has ended
 */
record SimScheduler(Sim sim, UnaryOperator<Runnable> whileAlive) implements Scheduler {

    @Override
    public Executor soon() {
        return Runnable::run;
    }

    @Override
    public Executor after(Duration delay) {
        return command -> {
            if (!sim.is(Mutant.SEND_ONCE_ONLY)) {
                sim.time().after(delay.toMillis(), whileAlive.apply(command));
            }
        };
    }
}
