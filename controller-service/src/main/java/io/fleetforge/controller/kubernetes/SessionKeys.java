package io.fleetforge.controller.kubernetes;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.contracts.crd.WorldSpec;
import jakarta.inject.Singleton;
import java.net.HttpURLConnection;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * The key that a world's hosts sign session tokens with: a Secret per world, owned by it, made before the first pod that
 * needs it. The controller creates and deletes keys and never reads one; it has no right to.
 */
@Singleton
public final class SessionKeys {

    /** Type of the Secret; the admission policy lets the controller touch no other. */
    public static final String TYPE = "fleetforge.io/session-key";
    /** Entry of the Secret: the key, base64 of 32 random bytes. */
    static final String ENTRY = "key";

    private static final int KEY_BYTES = 32;

    private final KubernetesClient client;
    private final SecureRandom random = new SecureRandom();

    public SessionKeys(@LeaderGated KubernetesClient client) {
        this.client = client;
    }

    static String name(WorldSpec world) {
        return world.getMetadata().getName() + "-session-key";
    }

    /**
     * Ensures the key; an existing one is kept, so that tokens outlive hosts.
     *
     * @return why the API server refuses it, empty when it does not
     * @throws KubernetesClientException when the API server did not decide
     */
    public Optional<String> ensure(WorldSpec world) {
        return Refusal.ofCreating(client, render(world), "secret " + name(world));
    }

    /** Deletes the world's key, so that a recreated world of the same name gets its own. */
    public void forget(WorldSpec world) {
        try {
            client.raw(
                    "/api/v1/namespaces/" + world.getMetadata().getNamespace() + "/secrets/" + name(world),
                    "DELETE",
                    null);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
        }
    }

    private Secret render(WorldSpec world) {
        var key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return new SecretBuilder()
                .withMetadata(WorldOwned.metadata(world, name(world)))
                .withType(TYPE)
                .withImmutable(true)
                .withStringData(Map.of(ENTRY, Base64.getEncoder().encodeToString(key)))
                .build();
    }
}
