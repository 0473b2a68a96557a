package io.fleetforge.cell.fencing;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.contracts.lease.HostLease;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Renews the Lease of this host: every ten seconds while Kafka takes the telemetry, as a kubelet does for its node, and every
 * second while it does not. A process of the same pod takes the Lease from its predecessor, which is dead; one of a
 * later incarnation ends this one's right to act. For one thread.
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
    public void look() {
        if (!fence.isReplaced() && isDue()) {
            triedAtNs = fence.nowNs();
            failed = true;
            renew();
            failed = false;
        }
    }

    private boolean isDue() {
        var tried = triedAtNs;
        var pace = fence.isFresh() && !failed ? SLOW : FAST;
        return tried == null || fence.nowNs() - tried >= pace.toNanos();
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
                    identity.boot(),
                    now()));
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

    /** Somebody else wrote it when the compare fails: the next look reads whose it is. */
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
     * Gives the Lease back, so that nobody waits for it; when nothing acts any more.
     *
     * @throws KubernetesClientException when it was not given back
     */
    public void giveBack() {
        if (known != null && !fence.isReplaced()) {
            store.update(HostLease.next(known, identity.incarnation(), null, now()));
        }
    }

    private ZonedDateTime now() {
        return clock.instant().atZone(ZoneOffset.UTC);
    }
}
