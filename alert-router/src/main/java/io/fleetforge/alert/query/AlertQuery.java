package io.fleetforge.alert.query;

import io.fleetforge.alert.access.Authorizer;
import io.fleetforge.alert.decide.Suppression;
import io.fleetforge.alert.explain.DecisionLog;
import io.fleetforge.alert.incident.Incident;
import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.Matchers;
import io.fleetforge.alert.query.AlertView.DecisionView;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.alert.store.AlertStore.State;
import io.fleetforge.runtime.page.Page;
import io.fleetforge.runtime.page.PageLimit;
import io.fleetforge.runtime.page.PageRequest;
import io.fleetforge.runtime.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads alerts and the decisions about them. Thread-safe. */
@ApplicationScoped
public class AlertQuery {

    private final AlertStore store;
    private final DecisionLog decisions;
    private final RouteQuery routes;
    private final Authorizer authorizer;
    private final Clock clock;

    public AlertQuery(AlertStore store, DecisionLog decisions, RouteQuery routes, Authorizer authorizer, Clock clock) {
        this.store = store;
        this.decisions = decisions;
        this.routes = routes;
        this.authorizer = authorizer;
        this.clock = clock;
    }

    /**
     * A page of alerts: those that fired when the first page was read, then the ended ones, each the latest first.
     *
     * @param text a part of any label's value, in any case; null for all
     * @param token {@code continue} of the page before; null for the first one
     * @throws ProblemException 400 for an unknown token, 410 for an expired one
     */
    public Page<AlertView> list(@Nullable String text, PageLimit limit, @Nullable String token) {
        authorizer.require("list", "alerts");
        var now = clock.instant();
        var wanted = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
        var request = PageRequest.of("alerts?q=" + wanted, limit, token, now);
        var found = store.call(state -> List.copyOf(state.alerts().all())).stream()
                .filter(alert -> alert.labels().values().values().stream()
                        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(wanted)))
                .toList();
        var page = request.page(
                found,
                alert -> (alert.isFiringAt(request.at()) ? "0" : "1")
                        + PageRequest.latestFirst(alert.startsAt())
                        + alert.fingerprint());
        return store.call(state -> page.map(
                alert -> AlertView.of(alert, suppressed(state, alert, now).orElse(null), now)));
    }

    /** The known alerts among the fingerprints, without their suppression. */
    public List<AlertView> known(List<String> fingerprints) {
        var now = clock.instant();
        var found = store.call(state -> fingerprints.stream()
                .flatMap(fingerprint -> state.alerts().find(fingerprint).stream())
                .map(alert -> AlertView.of(alert, null, now))
                .toList());
        if (!found.isEmpty()) {
            authorizer.require("get", "alerts");
        }
        return found;
    }

    /** The firing alerts that the matchers match; {@code max} of them are listed. */
    public FiringAlerts firing(Matchers matchers, int max) {
        authorizer.require("list", "alerts");
        var now = clock.instant();
        var found = store.call(state -> List.copyOf(state.alerts().all())).stream()
                .filter(alert -> alert.isFiringAt(now) && matchers.match(alert.labels()))
                .toList();
        return new FiringAlerts(
                found.size(),
                found.stream()
                        .limit(max)
                        .map(alert -> AlertView.of(alert, null, now))
                        .toList());
    }

    /**
     * One alert, with its destinations, decisions and incidents.
     *
     * @throws ProblemException 404 for an unknown fingerprint
     */
    public AlertView get(String fingerprint) {
        authorizer.require("get", "alerts");
        var now = clock.instant();
        var alert = store.call(state -> state.alerts().find(fingerprint))
                .orElseThrow(() -> new ProblemException(
                        404,
                        "not-found",
                        "no alert with the fingerprint %s is known; ended ones are removed after a day"
                                .formatted(fingerprint)));
        var suppressed = store.call(state -> suppressed(state, alert, now)).orElse(null);
        var logged = decisions.of(fingerprint).stream().map(DecisionView::of).toList();
        return AlertView.of(alert, suppressed, now)
                .with(routes.destinations(alert.labels()), logged, incidents(fingerprint));
    }

    private static Optional<String> suppressed(State state, Alert alert, Instant now) {
        return state.router().suppression(alert.labels(), now).map(Suppression::text);
    }

    private List<String> incidents(String fingerprint) {
        return store.call(state -> state.incidents().all()).stream()
                .filter(incident -> incident.timeline().stream()
                        .anyMatch(entry -> entry.fingerprints().contains(fingerprint)))
                .map(Incident::id)
                .toList();
    }
}
