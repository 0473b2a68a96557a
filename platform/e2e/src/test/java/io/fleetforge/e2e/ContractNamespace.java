package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.testing.TestPlatform;
import java.time.Duration;

/** A namespace whose quota admits no pod, so that its worlds cost nothing; it has an editor and a caller without rights. */
final class ContractNamespace implements AutoCloseable {

    private static final Duration REMOVED_WITHIN = Duration.ofSeconds(30);
    private static final String EDITOR = "editor";
    private static final String STRANGER = "stranger";

    private final TestPlatform platform;
    private final String name;

    ContractNamespace(TestPlatform platform, String name) {
        this.platform = platform;
        this.name = name;
        var client = platform.client();
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .serverSideApply();
        client.resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withNamespace(name)
                        .withName("no-pods")
                        .endMetadata()
                        .withNewSpec()
                        .addToHard("pods", new Quantity("0"))
                        .endSpec()
                        .build())
                .serverSideApply();
        account(EDITOR);
        account(STRANGER);
        client.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withNamespace(name)
                        .withName(EDITOR)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "fleetforge-world-editor")
                        .addNewSubject("", "ServiceAccount", EDITOR, name)
                        .build())
                .serverSideApply();
    }

    private void account(String account) {
        platform.client()
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withNamespace(name)
                        .withName(account)
                        .endMetadata()
                        .build())
                .serverSideApply();
    }

    /** Token of a caller that may edit the worlds of this namespace, and nothing else. */
    String editor() {
        return token(EDITOR);
    }

    /** Token of a caller without rights. */
    String stranger() {
        return token(STRANGER);
    }

    private String token(String account) {
        return platform.client()
                .serviceAccounts()
                .inNamespace(name)
                .withName(account)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(3600L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }

    /** A generated world may have finalizers that nothing removes. */
    private static WorldSpec withoutForeignFinalizers(WorldSpec world) {
        var own = world.getMetadata().getFinalizers().stream()
                .filter(finalizer -> finalizer.contains("fleetforge"))
                .toList();
        world.getMetadata().setFinalizers(own);
        return world;
    }

    @Override
    public void close() {
        var worlds = platform.client().resources(WorldSpec.class).inNamespace(name);
        worlds.list()
                .getItems()
                .forEach(world -> worlds.withName(world.getMetadata().getName())
                        .edit(ContractNamespace::withoutForeignFinalizers));
        worlds.delete();
        await("the worlds are gone")
                .atMost(REMOVED_WITHIN)
                .untilAsserted(() -> assertThat(worlds.list().getItems()).isEmpty());
        platform.client().namespaces().withName(name).delete();
    }
}
