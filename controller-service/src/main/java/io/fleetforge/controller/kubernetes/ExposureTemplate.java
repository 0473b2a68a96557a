package io.fleetforge.controller.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.contracts.crd.ExposureSpec;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.hash.Sha256;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.contracts.play.PlayProtocol;
import io.fleetforge.controller.exposure.PublicUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Renders the objects that expose the hosts of a world: a Service per host, which selects the host's pod at every incarnation, and
 * behind a Gateway an HTTPRoute that takes the host's path off before the host sees the request. Named like the host, owned by the world.
 */
public final class ExposureTemplate {

    private static final int HASH_CHARS = 16;

    private ExposureTemplate() {}

    /** What {@code hosts} of the world need, in order: nothing for ClusterInternal. */
    public static List<HasMetadata> render(WorldSpec world, List<String> hosts) {
        var exposure = world.getSpec().exposure();
        var objects = new ArrayList<HasMetadata>();
        if (exposure.exposesHosts()) {
            hosts.forEach(host -> objects.add(hashed(service(world, host))));
        }
        if (ExposureSpec.GATEWAY.equals(exposure.type())) {
            hosts.forEach(host -> objects.add(hashed(route(world, host))));
        }
        return List.copyOf(objects);
    }

    private static Service service(WorldSpec world, String host) {
        var exposure = world.getSpec().exposure();
        var service = new ServiceBuilder()
                .withMetadata(metadata(world, host))
                .withNewSpec()
                .addToSelector(Labels.WORLD_UID, world.getMetadata().getUid())
                .addToSelector(Labels.HOST, host)
                .addNewPort()
                .withName(PlayProtocol.PORT_NAME)
                .withProtocol("TCP")
                .withPort(PlayProtocol.PORT)
                .withTargetPort(new IntOrString(PlayProtocol.PORT_NAME))
                .endPort()
                .endSpec()
                .build();
        if (ExposureSpec.LOAD_BALANCER.equals(exposure.type())) {
            service.getSpec().setType("LoadBalancer");
            // The one pod sees the player's address, by which joins are limited.
            service.getSpec().setExternalTrafficPolicy("Local");
            service.getMetadata().getAnnotations().putAll(Objects.requireNonNullElse(exposure.annotations(), Map.of()));
        } else {
            service.getSpec().setType("ClusterIP");
        }
        return service;
    }

    private static HTTPRoute route(WorldSpec world, String host) {
        var exposure = world.getSpec().exposure();
        var gateway = Objects.requireNonNull(exposure.gateway(), "gateway");
        return new HTTPRouteBuilder()
                .withMetadata(metadata(world, host))
                .withNewSpec()
                .addNewParentRef()
                .withNamespace(gateway.namespace())
                .withName(gateway.name())
                .withSectionName(gateway.sectionName())
                .endParentRef()
                .withHostnames(Objects.requireNonNull(exposure.hostname(), "hostname"))
                .addNewRule()
                .addNewMatch()
                .withNewPath("PathPrefix", PublicUrl.path(world.getMetadata().getNamespace(), host))
                .endMatch()
                .addNewFilter()
                .withType("URLRewrite")
                .withNewUrlRewrite()
                .withNewPath()
                .withType("ReplacePrefixMatch")
                .withReplacePrefixMatch("/")
                .endPath()
                .endUrlRewrite()
                .endFilter()
                .addNewBackendRef()
                .withName(host)
                .withPort(PlayProtocol.PORT)
                .endBackendRef()
                .endRule()
                .endSpec()
                .build();
    }

    private static ObjectMeta metadata(WorldSpec world, String host) {
        return new ObjectMetaBuilder(WorldOwned.metadata(world, host))
                .addToLabels(Labels.COMPONENT, Labels.COMPONENT_CELL_HOST)
                .addToLabels(Labels.HOST, host)
                .withAnnotations(new TreeMap<>())
                .build();
    }

    /** With the hash of all of it, so that a field which is no longer rendered is a difference too. */
    private static <T extends HasMetadata> T hashed(T object) {
        var metadata = object.getMetadata();
        metadata.setLabels(new TreeMap<>(metadata.getLabels()));
        var hash = Sha256.hex(Serialization.asJson(object)).substring(0, HASH_CHARS);
        metadata.getAnnotations().put(Labels.TEMPLATE_HASH, hash);
        return object;
    }
}
