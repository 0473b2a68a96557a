package io.fleetforge.controller.world;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatus;
import io.fleetforge.contracts.crd.ExposureSpec.GatewayReference;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the named Gateway reports about a route, of the generation that is stored.
 *
 * @param accepted whether players reach the host by it
 * @param refusal reason and message of the Gateway; empty while it has not decided
 */
record RouteAcceptance(boolean accepted, Optional<String> refusal) {

    private static final String ACCEPTED = "Accepted";
    /** False when the route's Service is not found. */
    private static final String RESOLVED_REFS = "ResolvedRefs";

    static RouteAcceptance of(HTTPRoute route, GatewayReference gateway) {
        var conditions = Stream.ofNullable(route.getStatus())
                .flatMap(status -> Stream.ofNullable(status.getParents()))
                .flatMap(List::stream)
                .filter(parent -> isOf(parent, route, gateway))
                .map(RouteParentStatus::getConditions)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .filter(condition -> isCurrent(condition, route))
                .toList();
        var accepted = conditions.stream().anyMatch(condition -> is(condition, ACCEPTED, "True"));
        var refusal = conditions.stream()
                .filter(condition ->
                        (!accepted && is(condition, ACCEPTED, "False")) || is(condition, RESOLVED_REFS, "False"))
                .map(condition -> "%s is %s, %s: %s"
                        .formatted(
                                condition.getType(),
                                condition.getStatus(),
                                condition.getReason(),
                                condition.getMessage()))
                .findFirst();
        return new RouteAcceptance(accepted && refusal.isEmpty(), refusal);
    }

    private static boolean isOf(RouteParentStatus parent, HTTPRoute route, GatewayReference gateway) {
        var reference = parent.getParentRef();
        return reference != null
                && gateway.name().equals(reference.getName())
                && Objects.equals(gateway.sectionName(), reference.getSectionName())
                && namespace(reference, route)
                        .equals(Objects.requireNonNullElse(
                                gateway.namespace(), route.getMetadata().getNamespace()));
    }

    private static String namespace(ParentReference reference, HTTPRoute route) {
        return Objects.requireNonNullElse(
                reference.getNamespace(), route.getMetadata().getNamespace());
    }

    private static boolean isCurrent(Condition condition, HTTPRoute route) {
        var observed = condition.getObservedGeneration();
        var generation = route.getMetadata().getGeneration();
        return observed == null || generation == null || observed >= generation;
    }

    private static boolean is(Condition condition, String type, String status) {
        return type.equals(condition.getType()) && status.equals(condition.getStatus());
    }
}
