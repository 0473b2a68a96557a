package io.fleetforge.simulation;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.cell.fencing.LeaseKeeper;
import io.fleetforge.cell.fencing.LeaseStore;
import io.fleetforge.cell.lifecycle.ShutdownSteps;
import io.fleetforge.cell.runtime.HostIdentity;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Heartbeats of a simulated process: the real fence and the real keeper of its Lease, over simulated Leases. */
final class SimHeartbeats implements ShutdownSteps.LeaseAtShutdown {

    private final Fence fence;
    private final LeaseKeeper keeper;

    /**
     * @param unreachable whether no request gets through
     */
    SimHeartbeats(Sim sim, HostIdentity identity, Clock clock, BooleanSupplier unreachable) {
        this.fence = sim.is(Mutant.NEVER_CLOSE)
                ? Fence.none()
                : new Fence(() -> sim.time().nowMs() * 1_000_000);
        this.keeper = new LeaseKeeper(new Reached(sim.leases(), identity, unreachable), identity, fence, clock);
    }

    Fence fence() {
        return fence;
    }

    void renew() {
        try {
            keeper.renewIfDue();
        } catch (KubernetesClientException e) {
            // not renewed this time
        }
    }

    @Override
    public void release() {
        try {
            keeper.release();
        } catch (KubernetesClientException e) {
            // a replacement waits
        } finally {
            fence.replaced();
        }
    }

    @Override
    public void keep() {
        // renewed no longer: the process ends
    }

    private record Reached(SimLeases leases, HostIdentity identity, BooleanSupplier unreachable) implements LeaseStore {

        @Override
        public @Nullable Lease find() {
            requireReach();
            return leases.find(identity.world().namespace(), identity.host()).orElse(null);
        }

        @Override
        public Lease create(Lease lease) {
            return update(lease);
        }

        @Override
        public Lease update(Lease lease) {
            requireReach();
            var stored = leases.write(lease);
            if (stored == null) {
                throw new KubernetesClientException("written since", HttpURLConnection.HTTP_CONFLICT, null);
            }
            return stored;
        }

        private void requireReach() {
            if (unreachable.getAsBoolean()) {
                throw new KubernetesClientException("partitioned");
            }
        }
    }
}
