package io.fleetforge.runtime.leadership;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.fleetforge.contracts.metric.Metric;
import io.fleetforge.runtime.lease.LeaseRenewalClient;
import io.fleetforge.runtime.metric.Meters;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Elects one leader per service through a Lease. {@link #isLeading} is true only while a renewal covers the moment on a monotonic
 * clock; on loss the process ends, since a restart is the one state that needs no further check. The Lease traffic has a client of
 * its own without retries, so a slow API server cannot extend a lost Lease. Thread-safe.
 */
@Singleton
public class Leadership {

    private static final Logger LOG = Logger.getLogger(Leadership.class);
    private static final int EXIT_CODE = 70;
    private static final int SILENT_LEASES = 2;
    private static final int LOSS_LISTENERS_MS = 500;

    private final LeadershipConfig config;
    private final String leaseName;
    private final LeaderClock clock;
    private final List<Runnable> onStart = new CopyOnWriteArrayList<>();
    private final List<Runnable> onLoss = new CopyOnWriteArrayList<>();
    private final Runnable end;
    private final ExecutorService executor = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("leadership-", 0).factory());
    private volatile boolean elected;
    private volatile boolean stopping;
    private volatile @Nullable CompletableFuture<?> election;
    private volatile @Nullable KubernetesClient client;
    private volatile @Nullable RenewalTrackingLock lock;

    @Inject
    public Leadership(
            LeadershipConfig config,
            MeterRegistry registry,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this(config, registry, application, () -> Runtime.getRuntime().halt(EXIT_CODE));
    }

    /** @param end action on a lost Lease; ends the process except in tests */
    Leadership(LeadershipConfig config, MeterRegistry registry, String application, Runnable end) {
        this.end = end;
        this.config = config;
        this.leaseName = config.leaseName().orElse(application);
        this.clock = new LeaderClock(config.renewDeadline().toNanos(), System::nanoTime);
        if (config.enabled()) {
            new Meters(registry).gauge(Metric.LEADING, this, leadership -> leadership.isLeading() ? 1 : 0);
        }
    }

    /** True when this process may write now. Costs nothing; ask before every write. */
    public boolean isLeading() {
        return elected && clock.covers();
    }

    /** Runs {@code action} once, on a thread of its own, when this process becomes leader. Register before start. */
    public void whenLeading(Runnable action) {
        onStart.add(action);
    }

    /**
     * Runs {@code action} when the lease is lost, after {@link #isLeading} turned false; the process ends half a second
     * later, whether it returned or not.
     */
    public void whenLost(Runnable action) {
        onLoss.add(action);
    }

    /** How often the lease changed hands until this process held it: rises with every new leader. */
    public long epoch() {
        var held = lock;
        return held == null ? 0 : held.transitions();
    }

    /** False when the election no longer runs although the process does: the service would stay without leader. */
    public boolean isAlive() {
        var running = election;
        return !config.enabled()
                || stopping
                || running == null
                || (!running.isDone()
                        && !clock.silentFor(
                                SILENT_LEASES * config.leaseDuration().toNanos()));
    }

    void start(@Observes StartupEvent event) {
        if (!config.enabled()) {
            return;
        }
        var leaseClient = LeaseRenewalClient.create();
        client = leaseClient;
        var identity = config.identity() + "-" + UUID.randomUUID().toString().substring(0, 8);
        var proven = new RenewalTrackingLock(new LeaseLock(config.namespace(), leaseName, identity), clock);
        lock = proven;
        var elector = new LeaderElector(
                leaseClient,
                new LeaderElectionConfigBuilder()
                        .withName(leaseName)
                        .withLock(proven)
                        .withLeaseDuration(config.leaseDuration())
                        .withRenewDeadline(config.renewDeadline())
                        .withRetryPeriod(config.retryPeriod())
                        .withReleaseOnCancel(true)
                        .withLeaderCallbacks(new LeaderCallbacks(
                                this::startLeading, this::stopLeading, leader -> LOG.infof("leader is %s", leader)))
                        .build(),
                executor);
        election = elector.start();
        executor.execute(this::watch);
        LOG.infof("candidate %s for Lease %s/%s", identity, config.namespace(), leaseName);
    }

    private void startLeading() {
        elected = true;
        LOG.info("leading");
        onStart.forEach(executor::execute);
    }

    private void stopLeading() {
        elected = false;
        clock.lost();
        if (!stopping) {
            lose("lost the lease");
        }
    }

    private void lose(String why) {
        LOG.errorf("%s; ending the process", why);
        try {
            CompletableFuture.runAsync(() -> onLoss.forEach(Runnable::run), executor)
                    .get(LOSS_LISTENERS_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.errorf("a listener to the loss failed: %s", e);
        } finally {
            end.run();
        }
    }

    /** Ends a leader whose renewals fail, also when the elector itself hangs in a request. */
    private void watch() {
        try {
            while (!stopping) {
                TimeUnit.MILLISECONDS.sleep(config.retryPeriod().toMillis() / 2);
                if (elected && !clock.covers() && !stopping) {
                    elected = false;
                    lose("no renewal within the deadline");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Releases the Lease, so that a standby leads at once. */
    void stop(@Observes ShutdownEvent event) {
        stopping = true;
        elected = false;
        var running = election;
        if (running != null) {
            running.cancel(true);
        }
        var leaseClient = client;
        if (leaseClient != null) {
            // The elector releases on cancel, on its own thread: wait a moment, then close.
            executor.shutdown();
            try {
                if (!executor.awaitTermination(LeaseRenewalClient.TIMEOUT_MS, TimeUnit.MILLISECONDS)) {
                    executor.shutdownNow();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            leaseClient.close();
        }
    }
}
