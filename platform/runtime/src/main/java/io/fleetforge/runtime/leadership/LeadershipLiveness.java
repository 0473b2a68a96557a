package io.fleetforge.runtime.leadership;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** DOWN when the process neither leads nor is a candidate: only a restart brings it back. */
@Liveness
@ApplicationScoped
public class LeadershipLiveness implements HealthCheck {

    private final Leadership leadership;

    public LeadershipLiveness(Leadership leadership) {
        this.leadership = leadership;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("leader-election")
                .status(leadership.isAlive())
                .withData("leading", leadership.isLeading())
                .build();
    }
}
