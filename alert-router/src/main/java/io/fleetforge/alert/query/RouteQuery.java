package io.fleetforge.alert.query;

import io.fleetforge.alert.access.Authorizer;
import io.fleetforge.alert.decide.Routing;
import io.fleetforge.alert.decide.Suppression;
import io.fleetforge.alert.group.GroupKey;
import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.oncall.User;
import io.fleetforge.alert.receiver.Integration;
import io.fleetforge.alert.receiver.Receiver;
import io.fleetforge.alert.route.Route;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.alert.store.AlertStore.State;
import io.fleetforge.runtime.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tests the routing with the labels of an alert; sends nothing. Thread-safe. */
@ApplicationScoped
public class RouteQuery {

    private final AlertStore store;
    private final Authorizer authorizer;
    private final Clock clock;

    public RouteQuery(AlertStore store, Authorizer authorizer, Clock clock) {
        this.store = store;
        this.authorizer = authorizer;
        this.clock = clock;
    }

    /**
     * The destinations of an alert with these labels now.
     *
     * @throws ProblemException 400 without labels, or when one has no name or no value
     */
    public List<Destination> test(@Nullable Map<String, String> labels) {
        authorizer.require("get", "alerts");
        if (labels == null || labels.isEmpty()) {
            throw new ProblemException(
                    400, "bad-request", "the body must be the labels of an alert, such as {\"alertname\":\"X\"}");
        }
        labels.forEach((name, value) -> {
            if (name.isEmpty() || Objects.isNull(value)) {
                throw ProblemException.invalidField(
                        name.isEmpty() ? "\"\"" : name, "must be a label: a name and a string as its value");
            }
        });
        return destinations(LabelSet.of(labels));
    }

    /** The root of the route tree. */
    public Route tree() {
        return store.call(state -> state.routing().tree());
    }

    List<Destination> destinations(LabelSet labels) {
        var now = clock.instant();
        return store.call(state -> state.routing().tree().match(labels).stream()
                .map(route -> destination(state, route, labels, now))
                .toList());
    }

    private static Destination destination(State state, Route route, LabelSet labels, Instant now) {
        var receiver = state.routing().receiver(route.settings().receiver());
        return new Destination(
                route.key(),
                receiver.name(),
                receiver.integrations().stream().map(Integration::name).toList(),
                new GroupKey(route.key(), route.groupOf(labels)).toString(),
                route.settings().timing().groupWait().toString(),
                state.router().suppression(labels, now).map(Suppression::text).orElse(null),
                pages(state.routing(), receiver, now));
    }

    private static List<String> pages(Routing routing, Receiver receiver, Instant now) {
        var plan = routing.onCall();
        return receiver.integrations().stream()
                .filter(Integration.OnCall.class::isInstance)
                .map(Integration.OnCall.class::cast)
                .flatMap(onCall -> Optional.ofNullable(plan.policies().get(onCall.policy())).stream())
                .flatMap(policy -> plan.usersAt(policy.steps().getFirst(), now).stream())
                .map(User::name)
                .toList();
    }
}
