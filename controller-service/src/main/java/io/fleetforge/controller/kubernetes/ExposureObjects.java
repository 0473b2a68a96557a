package io.fleetforge.controller.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.names.Labels;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the objects that expose hosts. Server-side apply: labels and annotations of other writers stay. An object of the name
 * that belongs to another owner is never changed. Thread-safe.
 */
@Singleton
public final class ExposureObjects {

    static final String FIELD_MANAGER = Labels.MANAGED_BY_CONTROLLER;

    /** Routes have no informer: without the Gateway API's definitions one would keep the controller from starting. */
    private static final Duration LISTED_FOR = Duration.ofSeconds(30);

    private final KubernetesClient client;
    private final LongSupplier nowNs;
    private final Map<String, Listed> listed = new ConcurrentHashMap<>();

    private record Listed(long untilNs, Routes routes) {}

    /**
     * The routes of a world.
     *
     * @param unavailable why they cannot be listed, and what to do; empty when they were
     * @param mayExist whether the API server may have more than {@code items}
     */
    public record Routes(List<HTTPRoute> items, Optional<String> unavailable, boolean mayExist) {

        /** Of a world that has none. */
        public static final Routes NONE = listed(List.of());

        /** All that there are. */
        public static Routes listed(List<HTTPRoute> items) {
            return new Routes(items, Optional.empty(), false);
        }

        public Routes {
            items = List.copyOf(items);
        }
    }

    @Inject
    ExposureObjects(@LeaderGated KubernetesClient client) {
        this(client, System::nanoTime);
    }

    /**
     * @param nowNs monotonic nanoseconds
     */
    ExposureObjects(KubernetesClient client, LongSupplier nowNs) {
        this.client = client;
        this.nowNs = nowNs;
    }

    /**
     * The routes of {@code world}, read at most every thirty seconds unless this process changed one.
     *
     * @throws KubernetesClientException when the API server did not decide
     */
    public Routes routes(WorldSpec world) {
        var uid = world.getMetadata().getUid();
        var known = listed.get(uid);
        var now = nowNs.getAsLong();
        if (known != null && now - known.untilNs() < 0) {
            return known.routes();
        }
        var routes = list(world);
        listed.put(uid, new Listed(now + LISTED_FOR.toNanos(), routes));
        return routes;
    }

    /** Reads the routes of {@code world} again after {@code delay} at the latest. */
    public void listAgainAfter(WorldSpec world, Duration delay) {
        var latestNs = nowNs.getAsLong() + delay.toNanos();
        listed.computeIfPresent(
                world.getMetadata().getUid(),
                (uid, known) -> known.untilNs() - latestNs > 0 ? new Listed(latestNs, known.routes()) : known);
    }

    private Routes list(WorldSpec world) {
        try {
            return Routes.listed(client.resources(HTTPRoute.class)
                    .inNamespace(world.getMetadata().getNamespace())
                    .withLabel(Labels.WORLD_UID, world.getMetadata().getUid())
                    .list()
                    .getItems());
        } catch (KubernetesClientException e) {
            Refusal.require(e);
            var isUndefined = e.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
            return new Routes(
                    List.of(),
                    Optional.of(
                            isUndefined
                                    ? "the API server has no HTTPRoute of gateway.networking.k8s.io/v1; install the Gateway API's"
                                            + " definitions (standard channel), or set spec.exposure.type to LoadBalancer"
                                    : "HTTPRoutes cannot be listed: " + Refusal.message(e)
                                            + "; the controller needs the rights of infra/rbac/controller.yaml"),
                    !isUndefined);
        }
    }

    /**
     * Applies {@code desired} unless an object of another owner has its name.
     *
     * @param present the world's object of that name, as observed; null when none was
     * @return why it was not applied, and what to do; empty when it was
     * @throws KubernetesClientException when the API server did not decide
     */
    public Optional<String> apply(WorldSpec world, HasMetadata desired, @Nullable HasMetadata present) {
        listed.remove(world.getMetadata().getUid());
        var name = name(desired);
        try {
            if (present == null) {
                var existing = client.resource(desired).get();
                if (existing != null && Ownership.of(existing, world) == Ownership.FOREIGN) {
                    return Optional.of(
                            "%s belongs to another owner; delete it with kubectl -n %s delete %s, or rename the world"
                                    .formatted(name, world.getMetadata().getNamespace(), name));
                }
            } else if (desired instanceof Service service
                    && present instanceof Service stored
                    && !ports(stored).equals(ports(service))) {
                replacePorts(service);
            }
            var patch = client.resource(desired).fieldManager(FIELD_MANAGER);
            var applied = present == null
                    ? patch.serverSideApply()
                    : patch.forceConflicts().serverSideApply();
            return isApplied(world, desired, applied)
                    ? Optional.empty()
                    : Optional.of(
                            name
                                    + " is changed by another writer, such as a webhook, right after it was applied; exclude it there");
        } catch (KubernetesClientException e) {
            Refusal.require(e);
            return Optional.of(name + " was refused: " + Refusal.message(e));
        }
    }

    private static Set<String> ports(Service service) {
        return service.getSpec().getPorts().stream()
                .map(port -> port.getPort() + "/" + port.getProtocol())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Server-side apply leaves ports that another writer has added, and a Service with more ports than that of players is refused. */
    private void replacePorts(Service desired) {
        var ports = Serialization.asJson(
                Map.of("spec", Map.of("ports", desired.getSpec().getPorts())));
        client.resource(desired).patch(PatchContext.of(PatchType.JSON_MERGE), ports);
    }

    /**
     * Deletes the object with the UID of {@code present}; done when it is gone already or another has the name.
     *
     * @return why it was not deleted; empty when it was
     * @throws KubernetesClientException when the API server did not decide
     */
    public Optional<String> delete(WorldSpec world, HasMetadata present) {
        listed.remove(world.getMetadata().getUid());
        var metadata = present.getMetadata();
        var group = HasMetadata.getGroup(present.getClass());
        var path = "%s/%s/namespaces/%s/%s/%s"
                .formatted(
                        group == null || group.isEmpty() ? "/api" : "/apis/" + group,
                        HasMetadata.getVersion(present.getClass()),
                        metadata.getNamespace(),
                        HasMetadata.getPlural(present.getClass()),
                        metadata.getName());
        try {
            DeletionByUid.delete(client, path, metadata.getUid(), null);
            return Optional.empty();
        } catch (KubernetesClientException e) {
            Refusal.require(e);
            return Optional.of(name(present) + " is not needed, and its delete was refused: " + Refusal.message(e));
        }
    }

    /** Whether {@code present} is as the controller applies it, and owned by {@code world}. */
    public static boolean isApplied(WorldSpec world, HasMetadata desired, HasMetadata present) {
        return present.hasOwnerReferenceFor(world.getMetadata().getUid()) && AppliedFields.hold(desired, present);
    }

    /** Drops what is known of a deleted world; its objects end with their owner. */
    public void forgetWorld(String worldUid) {
        listed.remove(worldUid);
    }

    /** Kind and name as kubectl takes them. */
    public static String name(HasMetadata object) {
        return object.getKind().toLowerCase(Locale.ROOT) + "/"
                + object.getMetadata().getName();
    }
}
