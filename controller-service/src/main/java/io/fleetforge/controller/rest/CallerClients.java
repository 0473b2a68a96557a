package io.fleetforge.controller.rest;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fleetforge.runtime.auth.AccessReview;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/**
 * Runs a piece of work against the API server in the caller's own name, with the caller's own token: what the caller may
 * not do, this service cannot do for them, and the audit log names the caller. No impersonation right is needed.
 */
@ApplicationScoped
public class CallerClients {

    private static final int REQUEST_TIMEOUT_MS = 10_000;

    private final KubernetesClient own;
    private final AccessReview access;

    public CallerClients(KubernetesClient own, AccessReview access) {
        this.own = own;
        this.access = access;
    }

    public <T> T as(Function<KubernetesClient, T> work) {
        var config = new ConfigBuilder(own.getConfiguration())
                .withOauthToken(access.token())
                .withOauthTokenProvider(null)
                .withUsername(null)
                .withPassword(null)
                .withClientCertData(null)
                .withClientKeyData(null)
                .withClientCertFile(null)
                .withClientKeyFile(null)
                .withRequestRetryBackoffLimit(0)
                .withRequestTimeout(REQUEST_TIMEOUT_MS)
                .withAutoConfigure(false)
                .build();
        try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
            return work.apply(client);
        }
    }
}
