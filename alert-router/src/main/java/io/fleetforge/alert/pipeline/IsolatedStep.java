package io.fleetforge.alert.pipeline;

import org.jboss.logging.Logger;

/** Runs a step of the flush loop so that its failure does not affect other steps. */
final class IsolatedStep {

    private static final Logger LOG = Logger.getLogger(IsolatedStep.class);

    private IsolatedStep() {}

    /** Logs a failure; the step is due again later. */
    static void run(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("a step of the flush loop failed; it is repeated when it is due again", e);
        }
    }
}
