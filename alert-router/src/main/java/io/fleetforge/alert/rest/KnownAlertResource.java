package io.fleetforge.alert.rest;

import io.fleetforge.alert.decide.Suppression;
import io.fleetforge.alert.explain.DecisionLog;
import io.fleetforge.alert.incident.Incident;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.runtime.problem.ProblemException;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is known of alerts, and of each why somebody was told of it or was not. */
@Path("/api/v1/alerts")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class KnownAlertResource {

    private static final int MOST = 500;

    private final AlertStore desk;
    private final DecisionLog decisions;
    private final RoutingResource routing;
    private final Authorizer callers;
    private final Clock clock;

    public KnownAlertResource(
            AlertStore desk, DecisionLog decisions, RoutingResource routing, Authorizer callers, Clock clock) {
        this.desk = desk;
        this.decisions = decisions;
        this.routing = routing;
        this.callers = callers;
        this.clock = clock;
    }

    /**
     * Those that fire first, then the latest first; 500 at most.
     *
     * @param text what a label's value must contain, in any case; null for all
     */
    @GET
    public List<AlertView> list(@QueryParam("q") @Nullable String text) {
        callers.may("list", "alerts");
        var now = clock.instant();
        var wanted = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
        var firingFirst = Comparator.comparing((Alert alert) -> !alert.isFiringAt(now));
        var shown = desk.ask(all -> List.copyOf(all.router().known().alerts().all())).stream()
                .filter(alert -> alert.labels().values().values().stream()
                        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(wanted)))
                .sorted(firingFirst.thenComparing(Alert::startsAt, Comparator.reverseOrder()))
                .limit(MOST)
                .toList();
        return desk.ask(all -> shown.stream()
                .map(alert -> AlertView.brief(alert, suppressed(all, alert, now).orElse(null), now))
                .toList());
    }

    /** Those of them that are known, with nothing of what keeps them quiet. */
    public List<AlertView> known(List<String> fingerprints) {
        var now = clock.instant();
        var found = desk.ask(all -> fingerprints.stream()
                .flatMap(fingerprint -> all.router().known().alerts().find(fingerprint).stream())
                .map(alert -> AlertView.brief(alert, null, now))
                .toList());
        if (!found.isEmpty()) {
            callers.may("get", "alerts");
        }
        return found;
    }

    /**
     * Alerts that fire now.
     *
     * @param total how many
     * @param first some of them
     */
    public record Firing(int total, List<AlertView> first) {

        public static final Firing NONE = new Firing(0, List.of());

        public Firing {
            first = List.copyOf(first);
        }
    }

    /** Those that fire now and whose labels are wanted, {@code most} of them to look at. */
    public Firing firing(Predicate<LabelSet> wanted, int most) {
        callers.may("list", "alerts");
        var now = clock.instant();
        var found = desk.ask(all -> List.copyOf(all.router().known().alerts().all())).stream()
                .filter(alert -> alert.isFiringAt(now) && wanted.test(alert.labels()))
                .toList();
        return new Firing(
                found.size(),
                found.stream()
                        .limit(most)
                        .map(alert -> AlertView.brief(alert, null, now))
                        .toList());
    }

    private static Optional<String> suppressed(AlertStore.State all, Alert alert, Instant now) {
        return all.router().suppression(alert.labels(), now).map(Suppression::text);
    }

    @GET
    @Path("{fingerprint}")
    public AlertView get(String fingerprint) {
        callers.may("get", "alerts");
        var now = clock.instant();
        var alert = desk.ask(all -> all.router().known().alerts().find(fingerprint))
                .orElseThrow(() -> new ProblemException(
                        404,
                        "not-found",
                        "no alert with the fingerprint %s is known; ended ones are forgotten after a day"
                                .formatted(fingerprint)));
        var destinations = routing.test(alert.labels().values());
        var suppressed = desk.ask(all -> suppressed(all, alert, now)).orElse(null);
        var lines = decisions.of(fingerprint).stream().map(AlertView.Line::of).toList();
        return AlertView.whole(alert, suppressed, now, new AlertView.More(destinations, lines, incidents(fingerprint)));
    }

    private List<String> incidents(String fingerprint) {
        return desk.ask(all -> all.incidents().all()).stream()
                .filter(incident -> incident.timeline().stream()
                        .anyMatch(line -> line.fingerprints().contains(fingerprint)))
                .map(Incident::id)
                .toList();
    }
}
