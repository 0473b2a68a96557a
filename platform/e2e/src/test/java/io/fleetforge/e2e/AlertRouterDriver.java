package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fleetforge.testing.TestPlatform;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Replaces the routing file of alert-router during a scenario, and calls a ready instance. */
final class AlertRouterDriver implements AutoCloseable {

    static final String APP = "fleetforge-alert-router";
    private static final String CONFIG = "fleetforge-alert-routing";
    private static final String FILE = "routing.yaml";

    /** A user and a policy that pages her at once. */
    static final String PAGE_ANN = """
            users: [{name: ann, receiver: ann-phone}]
            escalation_policies:
              - name: platform
                steps: [{users: [ann], delay: 5m}]
            """;

    private static final String ROUTES = """
            route:
              receiver: chat
              group_by: [alertname]
              group_wait: 1s
              group_interval: 5s
              repeat_interval: 1h
              routes:
                - {matchers: [severity="P1"], receiver: pagers}
            receivers:
              - name: chat
                webhook_configs: [{url: "%s"}]
              - name: pagers
                oncall_configs: [{policy: platform}]
              - name: ann-phone
                webhook_configs: [{url: "%s"}]
            """;

    private final ObjectMapper mapper = new ObjectMapper();
    private final TestPlatform platform;
    private final Services services;
    private final ConfigMap before;

    AlertRouterDriver(TestPlatform platform, Services services) {
        this.platform = platform;
        this.services = services;
        before = platform.client()
                .configMaps()
                .inNamespace(Services.SYSTEM)
                .withName(CONFIG)
                .require();
    }

    /**
     * Routes P1 to the policy {@code platform}, all other alerts to the chat.
     *
     * @param receiver of both, at {@code chat} and, for the receiver {@code ann-phone}, at {@code ann}
     * @param onCall the rest of the file: users and that policy
     */
    void route(PageReceiver receiver, String onCall, int replicas) {
        route(ROUTES.formatted(receiver.url("chat"), receiver.url("ann")) + onCall, replicas);
    }

    /** Restarts it with another routing file and number of instances. */
    private void route(String routing, int replicas) {
        platform.client()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(Services.SYSTEM)
                        .withName(CONFIG)
                        .endMetadata()
                        .withData(Map.of(FILE, routing))
                        .build())
                .fieldManager("alert-router-e2e")
                .forceConflicts()
                .serverSideApply();
        var kubectl = platform.kubectl();
        kubectl.require("rollout", "restart", "-n", Services.SYSTEM, "deployment/" + APP);
        kubectl.require("scale", "-n", Services.SYSTEM, "deployment/" + APP, "--replicas=" + replicas);
        kubectl.require("rollout", "status", "-n", Services.SYSTEM, "deployment/" + APP, "--timeout=120s");
    }

    @Override
    public void close() {
        route(before.getData().get(FILE), 1);
    }

    /** Alerts as Alertmanager's webhook sends them; HostDown is a P1. */
    static String webhook(String status, Instant startsAt, String... names) {
        return Arrays.stream(names)
                .map(name -> """
                        {"status":"%s","labels":{"alertname":"%s","severity":"%s"},"startsAt":"%s"}
                        """.formatted(status, name, name.equals("HostDown") ? "P1" : "P3", startsAt))
                .collect(Collectors.joining(",", "{\"version\":\"4\",\"alerts\":[", "]}"));
    }

    HttpResponse<String> post(String webhook) throws Exception {
        return call("POST", "/api/v1/webhooks/alertmanager", webhook);
    }

    HttpResponse<String> call(String method, String path, String body) throws Exception {
        return services.call(request(path)
                .header("Authorization", "Bearer " + token())
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body)));
    }

    String token() {
        return platform.platform().controlPlane().adminToken();
    }

    JsonNode json(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return mapper.readTree(response.body());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Content-Type", "application/json");
    }

    /** Of an instance that is ready and running; one that was just killed stays ready for a moment. */
    String address() {
        var pod = services.pods(APP).stream()
                .filter(Services::ready)
                .filter(each -> ProcessHandle.of(Services.pid(each))
                        .filter(ProcessHandle::isAlive)
                        .isPresent())
                .findFirst()
                .orElseThrow();
        return "http://" + pod.getStatus().getPodIP() + ":8080";
    }
}
