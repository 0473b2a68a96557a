package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.testing.TestPlatform;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** The platform's own services, from outside. */
final class Services {

    static final String SYSTEM = "fleetforge-system";
    static final String CONTROLLER_USER = "system:serviceaccount:fleetforge-system:fleetforge-controller";

    private final TestPlatform platform;
    private final HttpClient http = HttpClient.newHttpClient();

    Services(TestPlatform platform) {
        this.platform = platform;
    }

    List<Pod> pods(String app) {
        return platform.client().pods().inNamespace(SYSTEM).withLabel("app", app).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    Pod controller() {
        return pods("fleetforge-controller").getFirst();
    }

    /** Pid of the first container of a pod, from the container id the node agent reports. */
    static long pid(Pod pod) {
        var id = pod.getStatus().getContainerStatuses().getFirst().getContainerID();
        return Long.parseLong(id.replaceAll("process://([0-9]+)-.*", "$1"));
    }

    static int restarts(Pod pod) {
        return pod.getStatus().getContainerStatuses().getFirst().getRestartCount();
    }

    void scaleController(int replicas) {
        platform.client()
                .apps()
                .deployments()
                .inNamespace(SYSTEM)
                .withName("fleetforge-controller")
                .scale(replicas);
        await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
            var pods = platform.client()
                    .pods()
                    .inNamespace(SYSTEM)
                    .withLabel("app", "fleetforge-controller")
                    .list();
            assertThat(pods.getItems())
                    .hasSize(replicas)
                    .allSatisfy(pod -> assertThat(ready(pod)).isTrue());
        });
    }

    static boolean ready(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    String log(Pod pod) {
        return platform.kubectl()
                .require(
                        "logs",
                        "-n",
                        pod.getMetadata().getNamespace(),
                        pod.getMetadata().getName());
    }

    HttpClient http() {
        return http;
    }

    HttpResponse<String> call(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(Duration.ofSeconds(15)).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpRequest.Builder controllerRequest(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://" + controller().getStatus().getPodIP() + ":8080" + path));
    }

    /** Waits until the controller leads and its loop runs. */
    void awaitLeading() {
        await("the controller leads")
                .atMost(Duration.ofSeconds(40))
                .untilAsserted(
                        () -> assertThat(call(controllerRequest("/metrics")).body())
                                .containsPattern("fleetforge_leader(\\{[^}]*})? 1"));
    }
}
