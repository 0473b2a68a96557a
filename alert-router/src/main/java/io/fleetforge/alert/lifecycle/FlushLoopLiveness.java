package io.fleetforge.alert.lifecycle;

import io.fleetforge.alert.pipeline.FlushLoop;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Reports a stuck flush loop, so that the instance is restarted. */
@Liveness
@ApplicationScoped
public class FlushLoopLiveness implements HealthCheck {

    private static final Duration MAX_ITERATION = Duration.ofSeconds(30);

    private final FlushLoop loop;

    public FlushLoopLiveness(FlushLoop loop) {
        this.loop = loop;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("flush loop")
                .status(loop.isAlive(MAX_ITERATION))
                .build();
    }
}
