package io.fleetforge.alert.query;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fleetforge.alert.explain.LoggedDecision;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.LabelSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alert as REST and pages show it.
 *
 * @param endsAt when it ended; null while it fires
 * @param suppressed why notifications are suppressed now; null when they are not
 * @param destinations of a single alert only
 * @param decisions oldest first; of a single alert only
 * @param incidents ids, newest first; of a single alert only
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AlertView(
        String fingerprint,
        Map<String, String> labels,
        Map<String, String> annotations,
        String generatorUrl,
        Instant startsAt,
        @Nullable Instant endsAt,
        Instant updatedAt,
        @Nullable String suppressed,
        List<Destination> destinations,
        List<DecisionView> decisions,
        List<String> incidents) {

    /** A decision about the alert. */
    public record DecisionView(Instant at, String outcome, String receiver, String integration, String text) {
        static DecisionView of(LoggedDecision decision) {
            return new DecisionView(
                    decision.at(),
                    decision.outcome().code(),
                    decision.receiver(),
                    decision.integration(),
                    decision.text());
        }
    }

    static AlertView of(Alert alert, @Nullable String suppressed, Instant now) {
        return new AlertView(
                alert.fingerprint(),
                alert.labels().values(),
                alert.annotations(),
                alert.generatorUrl(),
                alert.startsAt(),
                alert.isFiringAt(now) ? null : alert.endsAt(),
                alert.updatedAt(),
                suppressed,
                List.of(),
                List.of(),
                List.of());
    }

    /** This view, completed for a single alert. */
    AlertView with(List<Destination> destinations, List<DecisionView> decisions, List<String> incidents) {
        return new AlertView(
                fingerprint,
                labels,
                annotations,
                generatorUrl,
                startsAt,
                endsAt,
                updatedAt,
                suppressed,
                destinations,
                decisions,
                incidents);
    }

    @JsonIgnore
    public String name() {
        return labels.getOrDefault(LabelSet.ALERT_NAME, "");
    }

    @JsonIgnore
    public boolean isFiring() {
        return endsAt == null;
    }
}
