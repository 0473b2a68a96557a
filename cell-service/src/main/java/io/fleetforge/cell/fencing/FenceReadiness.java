package io.fleetforge.cell.fencing;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the host is active: it admits no player before its first Lease, nor while it is self-fenced. */
@Singleton
@Readiness
class FenceReadiness implements HealthCheck {

    private final Fence fence;

    FenceReadiness(Fence fence) {
        this.fence = fence;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("fence")
                .status(fence.isOpen())
                .withData("replaced", fence.isReplaced())
                .build();
    }
}
