package io.fleetforge.ffctl.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A cluster to read from. Every request has a deadline. Thread-safe. */
public final class Cluster implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration REQUEST = Duration.ofSeconds(10);
    private static final String DEFAULT_NAMESPACE = "default";

    private final KubernetesClient client;
    private final KubeconfigChoice choice;

    private Cluster(KubernetesClient client, KubeconfigChoice choice) {
        this.client = client;
        this.choice = choice;
    }

    /**
     * @param kubeconfig the value of {@code --kubeconfig}, null for the usual one
     * @param context of the kubeconfig, null for its current one
     * @param root the checkout, whose local platform may run
     */
    public static Cluster open(
            @Nullable Path kubeconfig, @Nullable String context, Path root, Map<String, String> environment) {
        var choice = KubeconfigChoice.choose(
                kubeconfig, environment, LocalPlatform.of(root, environment), LocalPlatform::runs);
        var config = choice.file()
                .map(file -> Config.fromKubeconfig(context, file.toFile()))
                .orElseGet(() -> Config.autoConfigure(context));
        if (context != null && config.getContexts().stream().noneMatch(known -> context.equals(known.getName()))) {
            throw new WrongUseException("--context " + context + ": the kubeconfig has no such context");
        }
        config.setConnectionTimeout((int) CONNECT.toMillis());
        config.setRequestTimeout((int) REQUEST.toMillis());
        config.setRequestRetryBackoffLimit(1);
        return new Cluster(new KubernetesClientBuilder().withConfig(config).build(), choice);
    }

    public KubernetesClient client() {
        return client;
    }

    public String server() {
        return client.getMasterUrl().toString().replaceAll("/$", "");
    }

    /** The namespace when none is requested. */
    public String namespace() {
        return Objects.requireNonNullElse(client.getConfiguration().getNamespace(), DEFAULT_NAMESPACE);
    }

    /** The local platform, when this is its cluster. */
    public Optional<LocalPlatform> local() {
        return choice.local();
    }

    /** The cluster and why it is used, in one line. */
    public String origin() {
        return "%s, kubeconfig %s (%s), namespace %s"
                .formatted(server(), choice.file().map(Path::toString).orElse("merged"), choice.reason(), namespace());
    }

    public <T extends HasMetadata> List<T> list(Class<T> type, Scope scope) {
        var all = client.resources(type);
        return scope.namespace()
                .map(namespace -> all.inNamespace(namespace).list().getItems())
                .orElseGet(() -> all.inAnyNamespace().list().getItems());
    }

    public <T extends HasMetadata> List<T> list(Class<T> type, Scope scope, String label, String value) {
        var all = client.resources(type);
        return scope.namespace()
                .map(namespace -> all.inNamespace(namespace)
                        .withLabel(label, value)
                        .list()
                        .getItems())
                .orElseGet(() ->
                        all.inAnyNamespace().withLabel(label, value).list().getItems());
    }

    @Override
    public void close() {
        client.close();
    }
}
