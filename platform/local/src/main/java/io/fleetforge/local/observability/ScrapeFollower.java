package io.fleetforge.local.observability;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the targets of Prometheus and the receiver of Alertmanager equal to the pods. Runs on one thread; a failure is
 * retried a second later.
 */
final class ScrapeFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScrapeFollower.class);
    private static final long RESYNC_MS = 30_000;
    private static final long INTERVAL_S = 1;

    private final ObservabilityFiles files;
    private final BooleanSupplier reloadAlertmanager;
    private final KubernetesClient client;
    private final SharedIndexInformer<Pod> pods;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("scrape-targets").factory());
    private List<ScrapeTarget> written = List.of();
    private String router = "";

    private ScrapeFollower(ObservabilityFiles files, KubernetesClient client, BooleanSupplier reloadAlertmanager) {
        this.files = files;
        this.client = client;
        this.reloadAlertmanager = reloadAlertmanager;
        this.pods = client.pods().inAnyNamespace().inform(null, RESYNC_MS);
    }

    /**
     * Starts to follow.
     *
     * @param client owned by the follower
     * @param reloadAlertmanager whether Alertmanager has reloaded its changed file
     */
    @SuppressWarnings("FutureReturnValueIgnored") // update() never throws, so the schedule never ends by itself
    static ScrapeFollower start(ObservabilityFiles files, KubernetesClient client, BooleanSupplier reloadAlertmanager) {
        var follower = new ScrapeFollower(files, client, reloadAlertmanager);
        follower.timer.scheduleWithFixedDelay(follower::update, 0, INTERVAL_S, TimeUnit.SECONDS);
        return follower;
    }

    private void update() {
        try {
            var now = pods.getStore().list();
            var targets = ScrapeTarget.of(now);
            if (!targets.equals(written)) {
                files.renderPods(targets);
                written = targets;
            }
            ScrapeTarget.alertRouter(now).filter(found -> !found.equals(router)).ifPresent(this::routeTo);
        } catch (RuntimeException e) {
            LOG.warn("targets could not be written: {}", e.getMessage());
        }
    }

    private void routeTo(String found) {
        files.renderAlertmanager(found);
        if (reloadAlertmanager.getAsBoolean()) {
            router = found;
            LOG.info("alerts are routed to {}", found);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        client.close();
    }
}
