package io.fleetforge.cell.fencing;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A host is ready while it may act: before its first Lease, and when it may be replaced, it lets nobody in. */
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
