package io.fleetforge.controller.world;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fleetforge.contracts.crd.ExposureSpec;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.controller.kubernetes.ExposureObjects;
import io.fleetforge.controller.kubernetes.ExposureObjects.Routes;
import io.fleetforge.controller.kubernetes.ExposureTemplate;
import io.fleetforge.controller.kubernetes.Ownership;
import io.fleetforge.controller.problem.WorldProblem;
import io.fleetforge.controller.problem.WorldProblem.NotExposed;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Keeps the Services and HTTPRoutes of a world as {@code spec.exposure} asks, for the hosts of its record. Level-triggered: what is
 * missing is made, what differs is applied again, what no host needs is deleted. The routes end before the Services, so that a world
 * without Services of a Gateway has no routes.
 */
@Singleton
final class Exposure implements WorldScoped {

    private static final Duration UNTIL_OBSERVED = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofSeconds(30);

    private final ExposureObjects objects;

    Exposure(ExposureObjects objects) {
        this.objects = objects;
    }

    /** Services from the cache; routes where the world has some, or shall. */
    ObservedExposure observe(WorldSpec world, Context<WorldSpec> context) {
        var services = context.getSecondaryResourcesAsStream(Service.class)
                .filter(service -> Ownership.of(service, world) != Ownership.FOREIGN)
                .toList();
        var mayHaveRoutes = isGateway(world)
                || services.stream()
                        .anyMatch(
                                service -> "ClusterIP".equals(service.getSpec().getType()));
        return new ObservedExposure(services, mayHaveRoutes ? objects.routes(world) : Routes.NONE);
    }

    /** Brings the objects to the hosts of {@code topology}; writes on difference only. */
    ExposureOutcome apply(WorldSpec world, ObservedExposure observed, WorldTopologySpec topology) {
        var unavailable = isGateway(world) ? observed.routes().unavailable() : Optional.<String>empty();
        var desired = new TreeMap<String, HasMetadata>();
        ExposureTemplate.render(
                        world,
                        topology.hosts().stream().map(Host::name).sorted().toList())
                .stream()
                .filter(object -> unavailable.isEmpty() || !(object instanceof HTTPRoute))
                .forEach(object -> desired.put(ExposureObjects.name(object), object));
        var present = new HashMap<String, HasMetadata>();
        present(observed).forEach(object -> present.put(ExposureObjects.name(object), object));
        var problems = new ArrayList<WorldProblem>();
        unavailable.map(NotExposed::new).ifPresent(problems::add);
        var deleted = delete(world, observed, desired);
        var applied = apply(world, desired, present, problems);
        rejected(observed, desired).forEach(problems::add);
        return new ExposureOutcome(problems, again(deleted || applied, problems));
    }

    /** Drops what is known of a deleted world. */
    @Override
    public void forgetWorld(String worldUid) {
        objects.forgetWorld(worldUid);
    }

    private boolean delete(WorldSpec world, ObservedExposure observed, Map<String, HasMetadata> desired) {
        var surplus = present(observed)
                .filter(object -> !desired.containsKey(ExposureObjects.name(object)))
                .filter(object -> object.getMetadata().getDeletionTimestamp() == null)
                .toList();
        surplus.forEach(object -> objects.delete(world, object));
        return !surplus.isEmpty();
    }

    private boolean apply(
            WorldSpec world,
            Map<String, HasMetadata> desired,
            Map<String, HasMetadata> present,
            List<WorldProblem> problems) {
        var applied = false;
        for (var entry : desired.entrySet()) {
            var object = entry.getValue();
            var known = present.get(entry.getKey());
            if (known == null || !ExposureObjects.isApplied(world, object, known)) {
                var refusal = objects.apply(world, object, known != null);
                refusal.map(NotExposed::new).ifPresent(problems::add);
                applied |= refusal.isEmpty();
            }
        }
        return applied;
    }

    /** Routes that a gateway has not accepted, in its own text. */
    private static Stream<WorldProblem> rejected(ObservedExposure observed, Map<String, HasMetadata> desired) {
        return observed.routes().items().stream()
                .filter(route -> desired.containsKey(ExposureObjects.name(route)))
                .filter(route -> route.getStatus() != null && route.getStatus().getParents() != null)
                .flatMap(route -> route.getStatus().getParents().stream()
                        .flatMap(parent -> Stream.ofNullable(parent.getConditions()))
                        .flatMap(List::stream)
                        .filter(condition ->
                                "Accepted".equals(condition.getType()) && "False".equals(condition.getStatus()))
                        .map(condition -> new NotExposed(
                                "%s is not accepted by its Gateway (%s): %s; see spec.exposure.gateway and the listeners of the Gateway"
                                        .formatted(
                                                ExposureObjects.name(route),
                                                condition.getReason(),
                                                condition.getMessage()))));
    }

    private static Optional<Duration> again(boolean written, List<WorldProblem> problems) {
        if (written) {
            return Optional.of(UNTIL_OBSERVED);
        }
        return problems.isEmpty() ? Optional.empty() : Optional.of(RETRY);
    }

    private static Stream<HasMetadata> present(ObservedExposure observed) {
        return Stream.concat(observed.routes().items().stream(), observed.services().stream());
    }

    private static boolean isGateway(WorldSpec world) {
        return ExposureSpec.GATEWAY.equals(world.getSpec().exposure().type());
    }
}
