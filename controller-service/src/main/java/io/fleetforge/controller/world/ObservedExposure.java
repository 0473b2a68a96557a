package io.fleetforge.controller.world;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fleetforge.contracts.crd.ExposureSpec;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.controller.exposure.PublicUrl;
import io.fleetforge.controller.kubernetes.ExposureObjects.Routes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The objects that expose the hosts of a world, as observed.
 *
 * @param services those of the world's hosts
 * @param routes those of the world's hosts, or why they cannot be read
 */
record ObservedExposure(List<Service> services, Routes routes) {

    static final ObservedExposure NONE = new ObservedExposure(List.of(), Routes.NONE);

    ObservedExposure {
        services = List.copyOf(services);
    }

    /**
     * Public URL by host, of those that have one; empty when the world is reachable inside the cluster only. While the routes cannot be
     * listed, those that are published at the gateway stay.
     *
     * @param published addresses of the record
     */
    Optional<Map<String, String>> addresses(WorldSpec world, Map<String, String> published) {
        var exposure = world.getSpec().exposure();
        return switch (exposure.type()) {
            case ExposureSpec.LOAD_BALANCER -> Optional.of(atLoadBalancers());
            case ExposureSpec.GATEWAY ->
                Optional.of(routes.unavailable().isPresent() ? kept(world, published) : atGateway(world));
            default -> Optional.empty();
        };
    }

    private Map<String, String> atLoadBalancers() {
        var addresses = new HashMap<String, String>();
        services.forEach(service -> ingress(service)
                .flatMap(PublicUrl::atLoadBalancer)
                .ifPresent(url -> addresses.put(service.getMetadata().getName(), url)));
        return addresses;
    }

    private Map<String, String> atGateway(WorldSpec world) {
        var addresses = new HashMap<String, String>();
        for (HTTPRoute route : routes.items()) {
            var host = route.getMetadata().getName();
            addresses.put(host, atGateway(world, host));
        }
        return addresses;
    }

    private static Map<String, String> kept(WorldSpec world, Map<String, String> published) {
        var kept = new HashMap<>(published);
        kept.entrySet().removeIf(entry -> !entry.getValue().equals(atGateway(world, entry.getKey())));
        return kept;
    }

    private static String atGateway(WorldSpec world, String host) {
        var hostname = Objects.requireNonNull(world.getSpec().exposure().hostname(), "hostname");
        return PublicUrl.atGateway(hostname, world.getMetadata().getNamespace(), host);
    }

    /** The first address of a load balancer: its name, else its IP address. */
    private static Optional<String> ingress(Service service) {
        return Stream.ofNullable(service.getStatus())
                .flatMap(status -> Stream.ofNullable(status.getLoadBalancer()))
                .flatMap(balancer -> Stream.ofNullable(balancer.getIngress()))
                .flatMap(List::stream)
                .map(ObservedExposure::address)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> address(LoadBalancerIngress ingress) {
        return Stream.of(Optional.ofNullable(ingress.getHostname()), Optional.ofNullable(ingress.getIp()))
                .flatMap(Optional::stream)
                .filter(address -> !address.isEmpty())
                .findFirst();
    }
}
