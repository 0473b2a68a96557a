package io.fleetforge.alert.rest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fleetforge.alert.explain.DecisionLine;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.LabelSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it is shown.
 *
 * @param endsAt when it ended; null while it fires
 * @param suppressed why nobody would be told of it now; null when somebody would
 * @param destinations where it goes; only of a single alert
 * @param decisions why somebody was told of it or was not, oldest first; only of a single alert
 * @param incidents ids, newest first; only of a single alert
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
        List<RoutingResource.Destination> destinations,
        List<Line> decisions,
        List<String> incidents) {

    /** A decision. */
    public record Line(Instant at, String verdict, String receiver, String channel, String text) {
        static Line of(DecisionLine line) {
            return new Line(line.at(), line.verdict().word(), line.receiver(), line.channel(), line.text());
        }
    }

    static AlertView brief(Alert alert, @Nullable String suppressed, Instant now) {
        return whole(alert, suppressed, now, new More(List.of(), List.of(), List.of()));
    }

    /** What is shown of a single alert. */
    record More(List<RoutingResource.Destination> destinations, List<Line> decisions, List<String> incidents) {}

    static AlertView whole(Alert alert, @Nullable String suppressed, Instant now, More more) {
        return new AlertView(
                alert.fingerprint(),
                alert.labels().values(),
                alert.annotations(),
                alert.generatorUrl(),
                alert.startsAt(),
                alert.isFiringAt(now) ? null : alert.endsAt(),
                alert.updatedAt(),
                suppressed,
                more.destinations(),
                more.decisions(),
                more.incidents());
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
