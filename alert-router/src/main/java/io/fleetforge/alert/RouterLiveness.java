package io.fleetforge.alert;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** A router whose loop does not turn pages nobody: it is better started anew. */
@Liveness
@ApplicationScoped
public class RouterLiveness implements HealthCheck {

    private static final Duration LONGEST_TURN = Duration.ofSeconds(30);

    private final RouterLoop loop;

    public RouterLiveness(RouterLoop loop) {
        this.loop = loop;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("router turns")
                .status(loop.isAlive(LONGEST_TURN))
                .build();
    }
}
