package io.fleetforge.controller.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.contracts.names.Labels;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The account that hosts of a namespace run under, and its binding to the one right they have: their own Lease. Both are made before
 * the first pod of the namespace and stay. An admission policy keeps each host to the Lease of its name. Thread-safe.
 */
@Singleton
public final class HostAccess {

    /** Name of the account, of its binding and of the cluster role. */
    public static final String NAME = "fleetforge-cell-host";

    private final KubernetesClient client;
    private final Set<String> done = ConcurrentHashMap.newKeySet();

    public HostAccess(@LeaderGated KubernetesClient client) {
        this.client = client;
    }

    /**
     * Ensures account and binding. Written once per namespace and process; {@link #forget} after a refused pod, since either may have
     * been removed.
     *
     * @return why the API server refuses one, empty when it does not
     * @throws KubernetesClientException when the API server did not decide
     */
    public Optional<String> ensure(String namespace) {
        if (done.contains(namespace)) {
            return Optional.empty();
        }
        for (var desired : List.of(account(namespace), binding(namespace))) {
            var refusal = Refusal.ofCreating(client, desired, desired.getKind() + " " + NAME);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        done.add(namespace);
        return Optional.empty();
    }

    public void forget(String namespace) {
        done.remove(namespace);
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
