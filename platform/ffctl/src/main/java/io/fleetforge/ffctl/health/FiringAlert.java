package io.fleetforge.ffctl.health;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An alert that fires in Prometheus.
 *
 * @param severity P1 to P4
 * @param subject the world or service in its labels; empty when neither
 */
public record FiringAlert(
        String name,
        String severity,
        String subject,
        String summary,
        @Nullable String runbookUrl) {

    public FiringAlert {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(summary, "summary");
    }
}
