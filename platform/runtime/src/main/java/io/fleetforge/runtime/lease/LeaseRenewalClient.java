package io.fleetforge.runtime.lease;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;

/**
 * A client for the renewals of one Lease and nothing else: neither a slow API server nor a busy event loop of the service delays a
 * renewal. Uses threads of its own, those of the JDK's client.
 */
public final class LeaseRenewalClient {

    /** How long a request may take, milliseconds. */
    public static final int TIMEOUT_MS = 2000;

    private LeaseRenewalClient() {}

    /** Short timeouts, no retries; the caller closes it. */
    public static KubernetesClient create() {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withRequestRetryBackoffLimit(0)
                        .withRequestTimeout(TIMEOUT_MS)
                        .withConnectionTimeout(TIMEOUT_MS)
                        .withHttp2Disable(true) // without TLS it would ask for an upgrade, which proxies refuse
                        .build())
                .withHttpClientFactory(new JdkHttpClientFactory())
                .build();
    }
}
