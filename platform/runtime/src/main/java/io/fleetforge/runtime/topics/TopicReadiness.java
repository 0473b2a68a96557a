package io.fleetforge.runtime.topics;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Names topics that differ from their declaration, with both values and the command that mends them. DOWN only until the service was
 * ready once: before its first comparison, and while that found that the broker can lose state.
 */
@Readiness
@Singleton
public class TopicReadiness implements HealthCheck {

    /** Name of the check. */
    public static final String NAME = "topics";

    /** Entry of the data: why the topics were not compared. */
    public static final String FAILURE = "failure";

    private final TopicMonitor monitor;

    /** The check over {@code monitor}. */
    public TopicReadiness(TopicMonitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public HealthCheckResponse call() {
        var state = monitor.state();
        var response = HealthCheckResponse.named(NAME).status(state.admission() == TopicAdmission.ADMITTED);
        state.differences().forEach(difference -> response.withData(difference.entryName(), difference.entryValue()));
        state.failure().ifPresent(failure -> response.withData(FAILURE, failure));
        return response.build();
    }
}
