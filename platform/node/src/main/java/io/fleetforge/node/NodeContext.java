package io.fleetforge.node;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What every pod of a node shares.
 *
 * @param apiUrl where containers find the API server
 * @param hostsFile names of Services for JVMs
 */
record NodeContext(KubernetesClient client, ImageMap images, ProbeRunner prober, URI apiUrl, Path hostsFile) {

    private static final String TOKEN_MOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

    /** A clean environment: the address of the API server, and the pod's own service account when it mounts one. */
    Map<String, String> baseEnvironment(Path podFolder, Map<String, Path> mounts) {
        var environment = new HashMap<String, String>();
        environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        environment.put("HOME", podFolder.toString());
        environment.put("TMPDIR", podFolder.resolve("tmp").toString());
        environment.put("LANG", "C.UTF-8");
        environment.put("KUBERNETES_SERVICE_HOST", apiUrl.getHost());
        environment.put("KUBERNETES_SERVICE_PORT", Integer.toString(apiUrl.getPort()));
        var account = mounts.get(TOKEN_MOUNT);
        if (account != null) {
            environment.put(
                    "KUBERNETES_AUTH_SERVICEACCOUNT_TOKEN",
                    account.resolve("token").toString());
            environment.put(
                    "KUBERNETES_CERTS_CA_FILE", account.resolve("ca.crt").toString());
            environment.put("KUBENAMESPACE", account.resolve("namespace").toString());
        }
        return environment;
    }
}
