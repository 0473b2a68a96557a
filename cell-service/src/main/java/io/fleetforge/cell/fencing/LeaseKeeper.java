package io.fleetforge.cell.fencing;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.contracts.lease.FencingTimes;
import io.fleetforge.contracts.lease.HostLease;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Renews the Lease of this host: every ten seconds while Kafka acknowledges telemetry, as a kubelet does for its node, and every
 * second while it does not. A process preempts the Lease of an earlier process of the same pod, which has ended; a later
 * incarnation closes this fence for good. A Lease that a process of another world of the same name holds is left to it until it was
 * unchanged for {@link FencingTimes#TAKEOVER_TIMEOUT}. For one thread.
 */
public final class LeaseKeeper {

    static final Duration SLOW = Duration.ofSeconds(10);
    static final Duration FAST = Duration.ofSeconds(1);

    private final LeaseStore store;
    private final HostIdentity identity;
    private final OwnerReference world;
    private final Fence fence;
    private final Clock clock;
    private @Nullable Lease known;
    private @Nullable Long triedAtNs;
    private @Nullable Unchanged ofAnotherWorld;
    private boolean held;
    private boolean failed;

    public LeaseKeeper(LeaseStore store, HostIdentity identity, Fence fence, Clock clock) {
        this.store = store;
        this.identity = identity;
        this.world = HostLease.owner(identity.world());
        this.fence = fence;
        this.clock = clock;
    }

    /**
     * Renews when it is due; call it a few times a second.
     *
     * @throws KubernetesClientException when it was not renewed; the next calls try again
     */
    public void renewIfDue() {
        if (!fence.isReplaced() && isDue()) {
            triedAtNs = fence.nowNs();
            failed = true;
            renew();
            failed = false;
        }
    }

    /** A Lease as it was first read at that moment. */
    private record Unchanged(HostLease lease, long sinceNs) {}

    private boolean isDue() {
        var tried = triedAtNs;
        var interval = fence.isFresh() && !failed ? SLOW : FAST;
        return tried == null || fence.nowNs() - tried >= interval.toNanos();
    }

    private void renew() {
        var lease = known == null ? store.find() : known;
        var sentAtNs = fence.nowNs();
        if (lease == null) {
            known = store.create(HostLease.initial(
                    identity.world().namespace(),
                    identity.host(),
                    world,
                    identity.incarnation(),
                    identity.processId(),
                    now()));
        } else if (isReplaced(lease)) {
            fence.replaced();
            return;
        } else if (!held && !isOfThisWorld(lease) && isInUse(HostLease.of(lease), sentAtNs)) {
            return;
        } else {
            var owned = lease.hasOwnerReferenceFor(world.getUid()) ? lease : HostLease.adopted(lease, world);
            known = written(HostLease.next(owned, identity.incarnation(), identity.processId(), now()));
        }
        held = true;
        fence.leased(sentAtNs);
    }

    /** The Lease does not name which of two worlds of one name is gone; the process that renews it is active. */
    private boolean isInUse(HostLease lease, long nowNs) {
        if (lease.holder().isEmpty()) {
            return false;
        }
        var before = ofAnotherWorld;
        if (before == null || !before.lease().equals(lease)) {
            ofAnotherWorld = new Unchanged(lease, nowNs);
            return true;
        }
        return nowNs - before.sinceNs() < FencingTimes.TAKEOVER_TIMEOUT.toNanos();
    }

    private boolean isReplaced(Lease lease) {
        var state = HostLease.of(lease);
        var isOwn = isOfThisWorld(lease);
        if (isOwn && state.incarnation() > identity.incarnation()) {
            return true;
        }
        // One that was this process's and is another world's now: this world is gone.
        return held
                && state.holder()
                        .map(holder -> !holder.equals(identity.processId()))
                        .orElse(!isOwn);
    }

    private boolean isOfThisWorld(Lease lease) {
        return HostLease.isOf(lease, world.getUid());
    }

    /** A conflict means that another writer changed it: the next check reads the holder. */
    private Lease written(Lease lease) {
        try {
            return store.update(lease);
        } catch (KubernetesClientException e) {
            known = null;
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                triedAtNs = null;
            }
            throw e;
        }
    }

    /**
     * Releases the Lease, so that a replacement does not wait for it. To be called when the process is not active any longer.
     *
     * @throws KubernetesClientException when the Lease was not released
     */
    public void release() {
        if (known != null && !fence.isReplaced()) {
            store.update(HostLease.next(known, identity.incarnation(), null, now()));
        }
    }

    private ZonedDateTime now() {
        return clock.instant().atZone(ZoneOffset.UTC);
    }
}
