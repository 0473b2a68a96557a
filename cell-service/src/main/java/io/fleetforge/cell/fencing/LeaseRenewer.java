package io.fleetforge.cell.fencing;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.contracts.lease.HostLease;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Renews the Lease of this host: every ten seconds while Kafka takes the telemetry, as a kubelet does for its node, and every
 * second while it does not. A process of the same pod takes the Lease from its predecessor, which is dead; one of a
 * later incarnation ends this one's right to act.
 */
public final class LeaseRenewer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(LeaseRenewer.class);
    private static final long LOOK_MS = 250;
    private static final long GIVE_BACK_MS = 2500;
    static final Duration SLOW = Duration.ofSeconds(10);
    static final Duration FAST = Duration.ofSeconds(1);

    private final KubernetesClient client;
    private final HostIdentity identity;
    private final OwnerReference world;
    private final Fence fence;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lease").factory());
    private @Nullable Lease known;
    private @Nullable Long triedAtNs;
    private boolean held;
    private boolean failed;
    private boolean wasOpen;

    /**
     * @param client with short timeouts and without retries, for this alone
     * @param world owner of the Lease
     */
    public LeaseRenewer(
            KubernetesClient client, HostIdentity identity, OwnerReference world, Fence fence, Clock clock) {
        this.client = client;
        this.identity = identity;
        this.world = world;
        this.fence = fence;
        this.clock = clock;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // look() never throws, so the schedule never ends by itself
    public void start() {
        timer.scheduleWithFixedDelay(this::look, 0, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            if (!fence.isReplaced() && isDue()) {
                triedAtNs = fence.nowNs();
                failed = true;
                renew();
                failed = false;
            }
        } catch (KubernetesClientException e) {
            LOG.debugf("the lease was not renewed: %s", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warnf("the lease was not renewed: %s", e);
        }
        tell();
    }

    private boolean isDue() {
        var tried = triedAtNs;
        var pace = fence.isFresh() && !failed ? SLOW : FAST;
        return tried == null || fence.nowNs() - tried >= pace.toNanos();
    }

    private void renew() {
        var lease = known == null ? found() : known;
        var sentAtNs = fence.nowNs();
        if (lease == null) {
            known = client.resource(HostLease.first(
                            identity.world().namespace(),
                            identity.host(),
                            world,
                            identity.incarnation(),
                            identity.boot(),
                            now()))
                    .create();
        } else if (!held && !lease.hasOwnerReferenceFor(world.getUid())) {
            known = written(
                    HostLease.next(HostLease.adopted(lease, world), identity.incarnation(), identity.boot(), now()));
        } else if (isSomebodyElses(HostLease.of(lease))) {
            fence.replaced();
            return;
        } else {
            known = written(HostLease.next(lease, identity.incarnation(), identity.boot(), now()));
        }
        held = true;
        fence.leased(sentAtNs);
    }

    private boolean isSomebodyElses(HostLease lease) {
        // One that was ours and is another world's now: this world is gone.
        return lease.incarnation() > identity.incarnation()
                || (held
                        && lease.holder()
                                .filter(holder -> !holder.equals(identity.boot()))
                                .isPresent());
    }

    private @Nullable Lease found() {
        return client.leases()
                .inNamespace(identity.world().namespace())
                .withName(identity.host())
                .get();
    }

    /** Somebody else wrote it when the compare fails: the next look reads whose it is. */
    private Lease written(Lease lease) {
        try {
            return client.resource(lease).update();
        } catch (KubernetesClientException e) {
            known = null;
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                triedAtNs = null;
            }
            throw e;
        }
    }

    private ZonedDateTime now() {
        return clock.instant().atZone(ZoneOffset.UTC);
    }

    private void tell() {
        var open = fence.isOpen();
        if (open != wasOpen) {
            wasOpen = open;
            if (open) {
                LOG.info("this host may act: its lease is held");
            } else if (fence.isReplaced()) {
                LOG.warn("this host was replaced and acts no more");
            } else {
                LOG.warn(
                        "this host has proven itself to nobody for too long and acts no more until its lease is renewed");
            }
        }
    }

    /** Gives the Lease back, so that nobody waits for it; call it when nothing acts any more. */
    @Override
    public void close() {
        timer.shutdown();
        try {
            if (timer.awaitTermination(GIVE_BACK_MS, TimeUnit.MILLISECONDS) && known != null && !fence.isReplaced()) {
                client.resource(HostLease.next(known, identity.incarnation(), null, now()))
                        .update();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KubernetesClientException e) {
            LOG.warnf("the lease was not given back: %s", e.getMessage());
        } finally {
            client.close();
        }
    }
}
