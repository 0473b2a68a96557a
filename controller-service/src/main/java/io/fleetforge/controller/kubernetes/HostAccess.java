package io.fleetforge.controller.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.contracts.names.Labels;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The account that hosts of a namespace run under, and its binding to the one right they have: their own Lease. Both are made before
 * the first pod of the namespace and stay; a removed one is made again. An admission policy keeps each host to the Lease of its name. Thread-safe.
 */
@Singleton
public final class HostAccess {

    /** Name of the account, of its binding and of the cluster role. */
    public static final String NAME = "fleetforge-cell-host";

    /** The controller may create both and read neither: it finds a removed one by creating it again. */
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(30);

    private final KubernetesClient client;
    private final LongSupplier nowNs;
    private final Map<String, Long> ensuredNs = new ConcurrentHashMap<>();
    private final Map<String, Long> triedNs = new ConcurrentHashMap<>();

    @Inject
    HostAccess(@LeaderGated KubernetesClient client) {
        this(client, System::nanoTime);
    }

    /**
     * @param nowNs monotonic nanoseconds
     */
    HostAccess(KubernetesClient client, LongSupplier nowNs) {
        this.client = client;
        this.nowNs = nowNs;
    }

    /**
     * Ensures account and binding; for each namespace at most every thirty seconds, unless a pod was refused, {@link #forget}. To be
     * called while a host has no pod or does not serve: a removed binding keeps a new host from its Lease.
     *
     * @return why the API server refuses one, empty when it does not
     * @throws KubernetesClientException when the API server did not decide
     */
    public Optional<String> ensure(String namespace) {
        var now = nowNs.getAsLong();
        if (isRecent(ensuredNs.get(namespace), now)) {
            return Optional.empty();
        }
        for (var desired : List.of(account(namespace), binding(namespace))) {
            var refusal = Refusal.ofCreating(client, desired, desired.getKind() + " " + NAME);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        ensuredNs.put(namespace, now);
        return Optional.empty();
    }

    /** As {@link #ensure}, at most every thirty seconds also when it is refused or fails. */
    Optional<String> ensureAgain(String namespace) {
        var now = nowNs.getAsLong();
        if (isRecent(triedNs.get(namespace), now)) {
            return Optional.empty();
        }
        triedNs.put(namespace, now);
        return ensure(namespace);
    }

    private static boolean isRecent(@Nullable Long atNs, long nowNs) {
        return atNs != null && nowNs - atNs < AGAIN_AFTER.toNanos();
    }

    public void forget(String namespace) {
        ensuredNs.remove(namespace);
    }

    private static HasMetadata account(String namespace) {
        return new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(NAME)
                .withLabels(labels())
                .endMetadata()
                .withAutomountServiceAccountToken(false)
                .build();
    }

    private static HasMetadata binding(String namespace) {
        return new RoleBindingBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(NAME)
                .withLabels(labels())
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", NAME)
                .addNewSubject(null, "ServiceAccount", NAME, namespace)
                .build();
    }

    private static Map<String, String> labels() {
        return Map.of(Labels.MANAGED_BY, Labels.MANAGED_BY_CONTROLLER);
    }
}
