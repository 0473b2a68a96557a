package io.fleetforge.cell.fencing;

import io.fleetforge.cell.config.CellConfig;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.runtime.lease.LeaseRenewalClient;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** Makes the renewer of the Lease, with a client of its own. */
@Singleton
public class LeaseRenewerFactory {

    private final Optional<LeaseRenewer> renewer;

    LeaseRenewerFactory(CellConfig config, HostIdentity identity, Fence fence, Clock clock) {
        this.renewer = config.fencing()
                ? Optional.of(new LeaseRenewer(LeaseRenewalClient.create(), identity, fence, clock))
                : Optional.empty();
    }

    /** Empty where no Lease guards the host. */
    public Optional<LeaseRenewer> renewer() {
        return renewer;
    }
}
