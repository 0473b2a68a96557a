package io.fleetforge.controller.world;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fleetforge.contracts.crd.ExposureSpec;
import io.fleetforge.contracts.crd.ExposureSpec.GatewayReference;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.controller.kubernetes.ExposureObjects;
import io.fleetforge.controller.kubernetes.ExposureObjects.Routes;
import io.fleetforge.controller.kubernetes.ExposureTemplate;
import io.fleetforge.controller.kubernetes.Ownership;
import io.fleetforge.controller.problem.WorldProblem;
import io.fleetforge.controller.problem.WorldProblem.ExposureNotRemoved;
import io.fleetforge.controller.problem.WorldProblem.NotExposed;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    private static final String ROUTES = "httproutes";
    private static final Duration UNTIL_OBSERVED = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final Duration UNTIL_ACCEPTED = Duration.ofSeconds(5);

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
        var problems = new ArrayList<WorldProblem>();
        var routes = observed.routes();
        if (!isGateway(world) && routes.mayExist()) {
            // The Services stay as well: without a ClusterIP the routes would not be looked for any longer.
            routes.unavailable()
                    .map(text -> new ExposureNotRemoved(ROUTES, text))
                    .ifPresent(problems::add);
            return new ExposureOutcome(problems, Optional.empty(), Optional.of(RETRY));
        }
        if (isGateway(world)) {
            routes.unavailable().map(text -> new NotExposed(ROUTES, text)).ifPresent(problems::add);
        }
        var desired = desired(world, routes, topology);
        var present = new HashMap<String, HasMetadata>();
        present(observed).forEach(object -> present.put(ExposureObjects.name(object), object));
        var deleted = delete(world, observed, desired, problems);
        var applied = apply(world, desired, present, problems);
        var waitingFor = Optional.<String>empty();
        if (isGateway(world)) {
            rejected(world, routes, desired).forEach(problems::add);
            waitingFor = undecided(world, routes, desired);
            waitingFor.ifPresent(route -> objects.listAgainAfter(world, UNTIL_ACCEPTED));
        }
        return new ExposureOutcome(problems, waitingFor, again(deleted || applied, problems, waitingFor));
    }

    private static Map<String, HasMetadata> desired(WorldSpec world, Routes routes, WorldTopologySpec topology) {
        var hosts = topology.hosts().stream().map(Host::name).sorted().toList();
        var desired = new TreeMap<String, HasMetadata>();
        ExposureTemplate.render(world, hosts).stream()
                .filter(object -> routes.unavailable().isEmpty() || !(object instanceof HTTPRoute))
                .forEach(object -> desired.put(ExposureObjects.name(object), object));
        return desired;
    }

    /** Drops what is known of a deleted world. */
    @Override
    public void forgetWorld(String worldUid) {
        objects.forgetWorld(worldUid);
    }

    private boolean delete(
            WorldSpec world, ObservedExposure observed, Map<String, HasMetadata> desired, List<WorldProblem> problems) {
        var deleted = false;
        for (var object : present(observed).toList()) {
            var name = ExposureObjects.name(object);
            if (!desired.containsKey(name) && object.getMetadata().getDeletionTimestamp() == null) {
                var refusal = objects.delete(world, object);
                refusal.map(text -> new ExposureNotRemoved(name, text)).ifPresent(problems::add);
                deleted |= refusal.isEmpty();
            }
        }
        return deleted;
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
                var refusal = objects.apply(world, object, known);
                refusal.map(text -> new NotExposed(entry.getKey(), text)).ifPresent(problems::add);
                applied |= refusal.isEmpty();
            }
        }
        return applied;
    }

    /** Routes that the Gateway refuses, in its own text. */
    private static Stream<WorldProblem> rejected(WorldSpec world, Routes routes, Map<String, HasMetadata> desired) {
        return routes.items().stream()
                .filter(route -> desired.containsKey(ExposureObjects.name(route)))
                .flatMap(route -> RouteAcceptance.of(route, gateway(world)).refusal().stream()
                        .map(refusal -> new NotExposed(
                                ExposureObjects.name(route),
                                "%s is not served by its Gateway (%s); see spec.exposure.gateway and the listeners of the Gateway"
                                        .formatted(ExposureObjects.name(route), refusal))));
    }

    private static Optional<String> undecided(WorldSpec world, Routes routes, Map<String, HasMetadata> desired) {
        return routes.items().stream()
                .filter(route -> desired.containsKey(ExposureObjects.name(route)))
                .filter(route -> !RouteAcceptance.of(route, gateway(world)).accepted())
                .map(ExposureObjects::name)
                .min(Comparator.naturalOrder());
    }

    private static Optional<Duration> again(boolean written, List<WorldProblem> problems, Optional<String> waitingFor) {
        if (written) {
            return Optional.of(UNTIL_OBSERVED);
        }
        return waitingFor.isPresent()
                ? Optional.of(UNTIL_ACCEPTED)
                : problems.stream().findFirst().map(problem -> RETRY);
    }

    private static GatewayReference gateway(WorldSpec world) {
        return Objects.requireNonNull(world.getSpec().exposure().gateway(), "gateway");
    }

    private static Stream<HasMetadata> present(ObservedExposure observed) {
        return Stream.concat(observed.routes().items().stream(), observed.services().stream());
    }

    private static boolean isGateway(WorldSpec world) {
        return ExposureSpec.GATEWAY.equals(world.getSpec().exposure().type());
    }
}
