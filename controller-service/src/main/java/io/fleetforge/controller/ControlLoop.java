package io.fleetforge.controller;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fleetforge.controller.kubernetes.LeaderGated;
import io.fleetforge.controller.world.WorldSpecReconciler;
import io.fleetforge.runtime.leadership.Leadership;
import io.javaoperatorsdk.operator.Operator;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs the operator while this process leads. Leadership is decided outside the operator, with a client and a clock of its
 * own; a process that loses it ends, so the loop is started at most once.
 */
@Singleton
class ControlLoop {

    private static final Logger LOG = Logger.getLogger(ControlLoop.class);
    private static final Duration DRAIN = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(1);
    /** After the channels are connected, before the election starts at the default priority. */
    private static final int BEFORE_LEADERSHIP = 2000;

    private static final int BEFORE_CHANNELS_CLOSE = 1;

    private final Leadership leadership;
    private final KubernetesClient client;
    private final WorldSpecReconciler reconciler;
    private final ControllerConfig config;
    private volatile @Nullable Operator operator;
    private volatile boolean stopping;

    ControlLoop(
            Leadership leadership,
            @LeaderGated KubernetesClient client,
            WorldSpecReconciler reconciler,
            ControllerConfig config) {
        this.leadership = leadership;
        this.client = client;
        this.reconciler = reconciler;
        this.config = config;
    }

    void register(@Observes @Priority(BEFORE_LEADERSHIP) StartupEvent event) {
        leadership.whenLeading(this::lead);
    }

    private void lead() {
        while (!stopping && leadership.isLeading()) {
            try {
                start();
                return;
            } catch (RuntimeException e) {
                LOG.warnf("the control loop could not start, trying again: %s", e.getMessage());
                pause();
            }
        }
    }

    private void start() {
        var started = new Operator(overrider -> overrider
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withConcurrentReconciliationThreads(config.reconcileThreads())
                .withReconciliationTerminationTimeout(DRAIN)
                .withStopOnInformerErrorDuringStartup(true)
                .withUseSSAToPatchPrimaryResource(true));
        started.register(reconciler);
        started.start();
        operator = started;
        LOG.info("the control loop runs");
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop(@Observes @Priority(BEFORE_CHANNELS_CLOSE) ShutdownEvent event) {
        stopping = true;
        var running = operator;
        if (running != null) {
            running.stop();
        }
    }
}
