package io.fleetforge.alert.lifecycle;

import io.fleetforge.alert.pipeline.FlushLoop;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** A router whose loop does not turn pages nobody: it is better started anew. */
@Liveness
@ApplicationScoped
public class FlushLoopLiveness implements HealthCheck {

    private static final Duration LONGEST_TURN = Duration.ofSeconds(30);

    private final FlushLoop loop;

    public FlushLoopLiveness(FlushLoop loop) {
        this.loop = loop;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("router turns")
                .status(loop.isAlive(LONGEST_TURN))
                .build();
    }
}
