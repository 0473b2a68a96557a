package io.fleetforge.e2e;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.cluster.process.GoModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The definitions of the Gateway API as its project publishes them, from its Go module: Gateway and HTTPRoute. */
final class GatewayApi {

    private static final String MODULE = "sigs.k8s.io/gateway-api@v1.4.1";
    private static final List<String> KINDS = List.of("gateways", "httproutes");
    private static final Duration SOON = Duration.ofSeconds(30);

    private final KubernetesClient client;

    GatewayApi(KubernetesClient client) {
        this.client = client;
    }

    void install() throws IOException {
        var folder = Files.createTempDirectory("gateway-api");
        var module = GoModule.download(folder, MODULE);
        Files.delete(folder);
        for (var kind : KINDS) {
            client.resource(definition(module, kind)).create();
        }
        await("the API server serves the definitions")
                .atMost(SOON)
                .until(() -> KINDS.stream().allMatch(this::isServed));
    }

    private boolean isServed(String kind) {
        var status = client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(name(kind))
                .get()
                .getStatus();
        return Stream.ofNullable(status)
                .flatMap(found -> Stream.ofNullable(found.getConditions()))
                .flatMap(List::stream)
                .anyMatch(condition -> condition.getType().equals("Established")
                        && condition.getStatus().equals("True"));
    }

    void remove() {
        KINDS.forEach(kind -> client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(name(kind))
                .delete());
    }

    private static CustomResourceDefinition definition(Path module, String kind) throws IOException {
        var file = module.resolve("config/crd/standard/gateway.networking.k8s.io_" + kind + ".yaml");
        return Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class);
    }

    private static String name(String kind) {
        return kind + ".gateway.networking.k8s.io";
    }
}
