package io.fleetforge.cell.fencing;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.runtime.lifecycle.PeriodicTask;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Runs the {@link LeaseKeeper} on a thread of its own and logs when this host becomes active or self-fenced. */
public final class LeaseRenewer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(LeaseRenewer.class);
    private static final Duration CHECK = Duration.ofMillis(250);
    private static final Duration RELEASE_TIMEOUT = Duration.ofMillis(2500);

    private final KubernetesClient client;
    private final Fence fence;
    private final LeaseKeeper keeper;
    private final PeriodicTask task = new PeriodicTask("lease");
    private boolean wasOpen;

    /**
     * @param client with short timeouts and without retries, for this alone
     */
    public LeaseRenewer(KubernetesClient client, HostIdentity identity, Fence fence, Clock clock) {
        this.client = client;
        this.fence = fence;
        this.keeper = new LeaseKeeper(new ApiServer(client, identity), identity, fence, clock);
    }

    private record ApiServer(KubernetesClient client, HostIdentity identity) implements LeaseStore {

        @Override
        public @Nullable Lease find() {
            return client.leases()
                    .inNamespace(identity.world().namespace())
                    .withName(identity.host())
                    .get();
        }

        @Override
        public Lease create(Lease lease) {
            return client.resource(lease).create();
        }

        @Override
        public Lease update(Lease lease) {
            return client.resource(lease).update();
        }
    }

    public void start() {
        task.startWithDelay(Duration.ZERO, CHECK, this::renewIfDue);
    }

    private void renewIfDue() {
        try {
            keeper.renewIfDue();
        } catch (KubernetesClientException e) {
            LOG.debugf("the Lease was not renewed: %s", e.getMessage());
        } catch (RuntimeException e) {
            LOG.warnf("the Lease was not renewed: %s", e);
        }
        notifyChange();
    }

    private void notifyChange() {
        var open = fence.isOpen();
        if (open != wasOpen) {
            wasOpen = open;
            if (open) {
                LOG.info("this host is active: its Lease is held");
            } else if (fence.isReplaced()) {
                LOG.warn("this host was replaced and stays inactive");
            } else {
                LOG.warn(
                        "no heartbeat of this host succeeded for too long; it is self-fenced until its Lease is renewed");
            }
        }
    }

    /** Renews no longer and releases nothing: a replacement waits until the Lease has expired. */
    public void abandon() {
        task.closeWithin(RELEASE_TIMEOUT);
        client.close();
    }

    /** Releases the Lease and ends this process's activity for good; to be called when nothing of it is in flight. */
    @Override
    public void close() {
        try {
            if (task.closeWithin(RELEASE_TIMEOUT)) {
                keeper.release();
            }
        } catch (KubernetesClientException e) {
            LOG.warnf("the Lease was not released: %s", e.getMessage());
        } finally {
            fence.replaced(); // from now on another process may act
            client.close();
        }
    }
}
