package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.contracts.play.ClientMessage;
import io.fleetforge.contracts.play.ServerMessage.Redirect;
import io.fleetforge.testing.TestPlatform;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Players outside the cluster, {@code spec.exposure}. No gateway and no load balancer runs here: the tests assert the objects that the
 * real API server stored, the URLs that players get, and write the statuses that a gateway and a cloud would write. At the address of a
 * load balancer a player connects, since the status names the address of the host's pod.
 */
class ExposureE2E {

    private static final TestPlatform PLATFORM = TestPlatform.shared();
    private static final Worlds WORLDS = new Worlds(PLATFORM);
    private static final GatewayApi GATEWAY_API = new GatewayApi(PLATFORM.client());
    private static final String WORLD = "outside";
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String GATEWAY =
            "{type: Gateway, hostname: play.example.org, gateway: {name: public, namespace: gateways, sectionName: https}}";

    private static Condition before;
    private static List<String> eventsBefore;
    private static Map<String, String> podsBefore;

    private final Services services = new Services(PLATFORM);
    private final ObjectMapper mapper = new ObjectMapper();

    /** The world exists before the definitions of the Gateway API do. */
    @BeforeAll
    static void createWorldAndInstallTheGatewayApi() throws Exception {
        create(WORLD, 2, GATEWAY);
        WORLDS.awaitReady(WORLD);
        await("the missing definitions are named")
                .atMost(SOON)
                .until(
                        () -> condition(WORLD).filter(found -> found.getReason().equals("NotExposed")),
                        Optional::isPresent);
        before = condition(WORLD).orElseThrow();
        eventsBefore = events(WORLD);
        podsBefore = pods(WORLD);
        GATEWAY_API.install();
        accept(WORLD + "-0");
        await("the other route has no decision")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(exposed(WORLD).getMessage())
                        .contains("httproute/" + WORLD + "-1 is not accepted by its Gateway yet"));
        accept(WORLD + "-1");
        awaitExposed(WORLD);
    }

    @AfterAll
    static void deleteWorldAndRemoveTheGatewayApi() {
        WORLDS.delete(WORLD);
        GATEWAY_API.remove();
    }

    @Test
    void shouldNameTheDefinitionsToInstallWhileTheyAreMissing() {
        assertThat(before.getStatus()).isEqualTo("False");
        assertThat(before.getMessage())
                .contains("gateway.networking.k8s.io/v1", "install the Gateway API's definitions");
        assertThat(eventsBefore).contains("NotExposed");
    }

    @Test
    void shouldRouteThePathOfEachHostToItsService() {
        for (var host : List.of(WORLD + "-0", WORLD + "-1")) {
            var service = service(host).orElseThrow();
            var route = route(host).orElseThrow();

            assertThat(service.getSpec().getType()).isEqualTo("ClusterIP");
            assertThat(service.getSpec().getSelector()).containsEntry(Labels.HOST, host);
            assertThat(PLATFORM.client()
                            .pods()
                            .inNamespace(Worlds.NAMESPACE)
                            .withLabels(service.getSpec().getSelector())
                            .list()
                            .getItems())
                    .extracting(pod -> pod.getMetadata().getName())
                    .containsExactly(host);
            assertThat(service.getSpec().getPorts()).singleElement().satisfies(port -> {
                assertThat(port.getPort()).isEqualTo(8081);
                assertThat(port.getTargetPort().getStrVal()).isEqualTo("players");
            });
            assertThat(route.getSpec().getHostnames()).containsExactly("play.example.org");
            assertThat(route.getSpec().getParentRefs()).singleElement().satisfies(parent -> {
                assertThat(parent.getNamespace()).isEqualTo("gateways");
                assertThat(parent.getName()).isEqualTo("public");
                assertThat(parent.getSectionName()).isEqualTo("https");
            });
            assertThat(route.getSpec().getRules()).singleElement().satisfies(rule -> {
                assertThat(rule.getMatches().getFirst().getPath().getValue()).isEqualTo("/default/" + host);
                assertThat(rule.getBackendRefs().getFirst().getName()).isEqualTo(host);
            });
            var uid = WORLDS.get(WORLD).getMetadata().getUid();
            assertThat(service.hasOwnerReferenceFor(uid)).isTrue();
            assertThat(route.hasOwnerReferenceFor(uid)).isTrue();
        }
    }

    @Test
    void shouldReplaceNoPodWhenAddressesArrive() {
        assertThat(pods(WORLD)).isEqualTo(podsBefore);
    }

    @Test
    void shouldNameThePublicUrlInLocateJoinedAndRedirect() throws Exception {
        var there = "https://play.example.org/default/" + WORLD + "-1";
        var here = "https://play.example.org/default/" + WORLD + "-0";
        var pod = podAddress(WORLD + "-0");

        assertThat(locate(WORLD, 900).path("address").asText()).isEqualTo(there);
        await("the hosts have the record with the addresses").atMost(SOON).untilAsserted(() -> {
            var joined = join(pod, 10);
            assertThat(joined.statusCode()).isEqualTo(201);
            assertThat(mapper.readTree(joined.body()).path("address").asText()).isEqualTo(here);
        });
        var elsewhere = join(pod, 900);
        assertThat(elsewhere.statusCode()).isEqualTo(421);
        assertThat(elsewhere.body()).contains(there);
        try (var socket = PlayerSocket.binary(pod)) {
            socket.send(new ClientMessage.Join("ann", 900, 10));
            assertThat(socket.next(Redirect.class).address()).isEqualTo(there);
        }
        try (var socket = PlayerSocket.binary(pod)) {
            assertThat(socket.join("ann", 10, 10).address()).isEqualTo(here);
            socket.send(new ClientMessage.Leave());
        }
    }

    @Test
    void shouldMakeARouteAgainAndKeepTheLabelsOfOthers() {
        var host = WORLD + "-1";
        PLATFORM.kubectl().require("label", "service", host, "team=a");
        PLATFORM.kubectl().require("delete", "httproute", host);
        PLATFORM.kubectl().require("delete", "service", WORLD + "-0");

        await("route and Service are there again").atMost(SOON).untilAsserted(() -> {
            assertThat(route(host)).isPresent();
            assertThat(service(WORLD + "-0")).isPresent();
        });
        accept(host);
        PLATFORM.kubectl()
                .require("patch", "service", host, "--type=merge", "-p", "{\"spec\":{\"selector\":{\"app\":\"x\"}}}");
        await("a selector that another wrote is no longer there")
                .atMost(SOON)
                .untilAsserted(
                        () -> assertThat(service(host).orElseThrow().getSpec().getSelector())
                                .containsEntry(Labels.HOST, host));
        assertThat(service(host).orElseThrow().getMetadata().getLabels()).containsEntry("team", "a");
        awaitExposed(WORLD);
    }

    /** As a gateway reports it. */
    @Test
    @LongScenario
    void shouldReportARouteThatItsGatewayDoesNotAccept() {
        acceptance(WORLD + "-0", "False", "NotAllowedByListeners");

        await("the gateway's reason is named")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(exposed(WORLD).getMessage())
                        .contains("httproute/" + WORLD + "-0", "NotAllowedByListeners", "spec.exposure.gateway"));

        acceptance(WORLD + "-0", "True", "Accepted");
        awaitExposed(WORLD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/metrics",
                "/q/health",
                "/q/health/ready",
                "/api/v1/cells",
                "/api/v1/sessions/../cells",
                "/api/v1/sessions/%2e%2e/cells",
                "//metrics",
                "/"
            })
    void shouldServeNothingButPlayersOnTheirPort(String path) throws Exception {
        var answer = PlainHttp.get(podAddress(WORLD + "-0"), 8081, path);

        assertThat(answer).as(path).startsWith("HTTP/1.1 404");
        assertThat(PlainHttp.get(podAddress(WORLD + "-0"), 8080, "/metrics")).startsWith("HTTP/1.1 200");
        assertThat(PlainHttp.get(podAddress(WORLD + "-0"), 8080, "/api/v1/cells"))
                .startsWith("HTTP/1.1 200");
    }

    /** From a Gateway to load balancers to the cluster alone. */
    @Test
    void shouldRemoveWhatAnotherExposureDoesNotNeed() throws Exception {
        create("moving", 1, GATEWAY);
        accept("moving-0");
        awaitExposed("moving");

        WORLDS.edit("moving", """
                {"spec":{"exposure":{"type":"LoadBalancer","hostname":null,"gateway":null,
                "annotations":{"cloud.example.com/size":"small"}}}}""");
        await("a load balancer in place of the route").atMost(SOON).untilAsserted(() -> {
            assertThat(service("moving-0")).isPresent();
            var service = service("moving-0").get();
            assertThat(service.getSpec().getType()).isEqualTo("LoadBalancer");
            assertThat(service.getMetadata().getAnnotations()).containsEntry("cloud.example.com/size", "small");
            assertThat(route("moving-0")).isEmpty();
            assertThat(exposed("moving").getReason()).isEqualTo("WaitingForAddresses");
        });
        assertThat(locate("moving", 10).path("address").isNull()).isTrue();
        loadBalancer("moving-0", podAddress("moving-0"));
        awaitExposed("moving");
        WORLDS.awaitReady("moving", SOON);
        var address = locate("moving", 10).path("address").asText();
        assertThat(address).isEqualTo("http://" + podAddress("moving-0") + ":8081");
        try (var socket = PlayerSocket.at(address)) {
            assertThat(socket.join("ann", 10, 10).session()).isNotEmpty();
            socket.send(new ClientMessage.Leave());
        }

        PLATFORM.kubectl()
                .require(
                        "patch",
                        "service",
                        "moving-0",
                        "--type=json",
                        "-p",
                        "[{\"op\":\"add\",\"path\":\"/spec/ports/-\",\"value\":{\"name\":\"more\",\"port\":9000,\"targetPort\":8080}}]");
        await("a port of the operators is not left to players")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(
                                service("moving-0").orElseThrow().getSpec().getPorts())
                        .hasSize(1));
        WORLDS.edit("moving", "{\"spec\":{\"exposure\":{\"type\":\"ClusterInternal\",\"annotations\":null}}}");
        await("nothing is exposed").atMost(SOON).untilAsserted(() -> {
            assertThat(service("moving-0")).isEmpty();
            assertThat(condition("moving")).isEmpty();
            assertThat(WORLDS.topology("moving").getSpec().addresses()).isNull();
        });
        assertThat(locate("moving", 10).path("address").asText()).isEqualTo(podAddress("moving-0") + ":8081");
        WORLDS.delete("moving");
    }

    @Test
    void shouldLeaveAServiceOfAnotherOwnerAndNameIt() {
        PLATFORM.kubectl().require("create", "service", "clusterip", "taken-0", "--tcp=80");
        create("taken", 1, "{type: LoadBalancer}");

        await("the Service is named")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(exposed("taken").getMessage())
                        .contains(
                                "service/taken-0 belongs to another owner",
                                "kubectl -n default delete service/taken-0"));
        assertThat(service("taken-0").orElseThrow().getSpec().getType()).isEqualTo("ClusterIP");
        PLATFORM.kubectl().require("delete", "service", "taken-0");
        await("its own Service")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(service("taken-0"))
                        .hasValueSatisfying(service ->
                                assertThat(service.getSpec().getType()).isEqualTo("LoadBalancer")));
        WORLDS.delete("taken");
    }

    private static void create(String name, int cells, String exposure) {
        PLATFORM.client()
                .resource(Serialization.unmarshal(
                        """
                apiVersion: fleetforge.io/v1
                kind: WorldSpec
                metadata: {name: %s, namespace: %s}
                spec:
                  topology: {initialCells: %d, worldBoundaries: {xMin: 0, xMax: 1000, yMin: 0, yMax: 1000}}
                  capacity: {cellsPerHost: 1}
                  scaling: {minCells: %d, maxCells: %d}
                  exposure: %s
                """.formatted(name, Worlds.NAMESPACE, cells, cells, cells, exposure), WorldSpec.class))
                .create();
    }

    private static void awaitExposed(String world) {
        await(world + " is exposed")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(exposed(world).getStatus()).isEqualTo("True"));
    }

    private static Condition exposed(String world) {
        var condition = condition(world);
        assertThat(condition).as("condition Exposed of " + world).isPresent();
        return condition.get();
    }

    private static Optional<Condition> condition(String world) {
        return Optional.ofNullable(WORLDS.get(world).getStatus()).map(status -> status.condition("Exposed"));
    }

    private static List<String> events(String world) {
        return PLATFORM.client().v1().events().inNamespace(Worlds.NAMESPACE).list().getItems().stream()
                .filter(event -> world.equals(event.getInvolvedObject().getName()))
                .map(event -> event.getReason())
                .toList();
    }

    private static Map<String, String> pods(String world) {
        return WORLDS.hosts(world).stream()
                .map(Pod::getMetadata)
                .collect(Collectors.toMap(metadata -> metadata.getName(), metadata -> metadata.getUid()));
    }

    private static Optional<Service> service(String host) {
        return Optional.ofNullable(PLATFORM.client()
                .services()
                .inNamespace(Worlds.NAMESPACE)
                .withName(host)
                .get());
    }

    private static Optional<HTTPRoute> route(String host) {
        return Optional.ofNullable(PLATFORM.client()
                .resources(HTTPRoute.class)
                .inNamespace(Worlds.NAMESPACE)
                .withName(host)
                .get());
    }

    /** As a gateway does with a route that it serves, once the route is stored. */
    private static void accept(String host) {
        await("httproute/" + host).atMost(SOON).until(() -> route(host).isPresent());
        acceptance(host, "True", "Accepted");
    }

    private static void acceptance(String host, String status, String reason) {
        PLATFORM.kubectl()
                .require("patch", "httproute", host, "--subresource=status", "--type=merge", "-p", """
                        {"status":{"parents":[{"controllerName":"example.org/gateway",
                        "parentRef":{"namespace":"gateways","name":"public","sectionName":"https"},
                        "conditions":[{"type":"Accepted","status":"%s","reason":"%s","message":"as the test writes it",
                        "lastTransitionTime":"2026-01-01T00:00:00Z"}]}]}}""".formatted(
                                status, reason));
    }

    private static void loadBalancer(String host, String ip) {
        PLATFORM.kubectl()
                .require(
                        "patch",
                        "service",
                        host,
                        "--subresource=status",
                        "--type=merge",
                        "-p",
                        "{\"status\":{\"loadBalancer\":{\"ingress\":[{\"ip\":\"" + ip + "\"}]}}}");
    }

    private static String podAddress(String host) {
        return PLATFORM.client()
                .pods()
                .inNamespace(Worlds.NAMESPACE)
                .withName(host)
                .get()
                .getStatus()
                .getPodIP();
    }

    private JsonNode locate(String world, double x) throws Exception {
        var answer = services.call(services.controllerRequest("/api/v1/worlds/default/" + world + "/locate?y=10&x=" + x)
                .header(
                        "Authorization",
                        "Bearer " + PLATFORM.platform().controlPlane().adminToken()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return mapper.readTree(answer.body());
    }

    private HttpResponse<String> join(String pod, double x) throws Exception {
        return services.call(HttpRequest.newBuilder(URI.create("http://" + pod + ":8081/api/v1/sessions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"player\":\"bob\",\"x\":" + x + ",\"y\":10}")));
    }
}
