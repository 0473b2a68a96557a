package io.fleetforge.simulation;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.contracts.lease.HostLease;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** How a simulated process proves itself: the real fence, and a renewal of its Lease as the real one does it. */
final class SimProofs {

    private static final long SLOW_MS = 10_000;
    private static final long FAST_MS = 1000;

    private final Sim sim;
    private final HostIdentity identity;
    private final Clock clock;
    private final Fence fence;
    private final OwnerReference world;
    private @Nullable Lease known;
    private boolean held;
    private long triedAtMs = Long.MIN_VALUE / 2;

    SimProofs(Sim sim, HostIdentity identity, Clock clock) {
        this.sim = sim;
        this.identity = identity;
        this.clock = clock;
        this.fence = sim.is(Mutant.NEVER_CLOSE)
                ? Fence.none()
                : new Fence(() -> sim.time().nowMs() * 1_000_000);
        this.world = new OwnerReferenceBuilder()
                .withName(identity.world().name())
                .withUid(identity.world().uid())
                .build();
    }

    Fence fence() {
        return fence;
    }

    /** @param cutOff whether no request gets through */
    void renew(boolean cutOff) {
        var nowMs = sim.time().nowMs();
        if (fence.isReplaced() || nowMs - triedAtMs < (fence.isFresh() ? SLOW_MS : FAST_MS)) {
            return;
        }
        triedAtMs = nowMs;
        if (cutOff) {
            return;
        }
        var lease = known == null
                ? sim.leases()
                        .find(identity.world().namespace(), identity.host())
                        .orElse(null)
                : known;
        if (lease != null && isSomebodyElses(HostLease.of(lease))) {
            fence.replaced();
            return;
        }
        known = sim.leases()
                .write(
                        lease == null
                                ? HostLease.first(
                                        identity.world().namespace(),
                                        identity.host(),
                                        world,
                                        identity.incarnation(),
                                        identity.boot(),
                                        now())
                                : HostLease.next(lease, identity.incarnation(), identity.boot(), now()));
        if (known != null) {
            held = true;
            fence.leased(nowMs * 1_000_000);
        }
    }

    private boolean isSomebodyElses(HostLease lease) {
        return lease.incarnation() > identity.incarnation()
                || (held
                        && lease.holder()
                                .filter(holder -> !holder.equals(identity.boot()))
                                .isPresent());
    }

    void giveBack() {
        var lease = known;
        if (lease != null && !fence.isReplaced()) {
            sim.leases().write(HostLease.next(lease, identity.incarnation(), null, now()));
        }
    }

    private ZonedDateTime now() {
        return clock.instant().atZone(ZoneOffset.UTC);
    }
}
