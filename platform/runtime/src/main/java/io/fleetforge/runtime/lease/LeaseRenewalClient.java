package io.fleetforge.runtime.lease;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;

/**
 * A client for the renewals of one Lease and nothing else: a slow API server shall not stretch a proof that is lost, and a busy
 * event loop shall not lose one. It has threads of its own, those of the JDK's client, and none of what the service does.
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
