package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.Supplier;

/** Players of a host, over its REST edge. */
final class Players {

    private final Supplier<String> address;
    private final Services services;
    private final ObjectMapper mapper = new ObjectMapper();

    /** Players of the host that currently runs the first cell of a world. */
    Players(Worlds worlds, Services services, String world) {
        this(
                () -> address(
                        worlds,
                        world,
                        worlds.topology(world).getSpec().cells().getFirst().host()),
                services);
    }

    Players(Worlds worlds, Services services, String world, String host) {
        this(() -> address(worlds, world, host), services);
    }

    private static String address(Worlds worlds, String world, String host) {
        return worlds.hosts(world).stream()
                .filter(pod -> pod.getMetadata().getName().equals(host))
                .findFirst()
                .orElseThrow()
                .getStatus()
                .getPodIP();
    }

    private Players(Supplier<String> address, Services services) {
        this.address = address;
        this.services = services;
    }

    /** Players of a host with a fixed address, without use of the API server. */
    static Players at(Pod pod, Services services) {
        var address = pod.getStatus().getPodIP();
        return new Players(() -> address, services);
    }

    record Player(String name, String session, String token, double x) {}

    HttpResponse<String> tryJoin(String name, double x) throws Exception {
        return call("POST", "/sessions", "{\"player\":\"%s\",\"x\":%s,\"y\":500}".formatted(name, x), "");
    }

    Player join(String name, double x) throws Exception {
        var joined = tryJoin(name, x);
        assertThat(joined.statusCode()).as(joined.body()).isEqualTo(201);
        var body = mapper.readTree(joined.body());
        return new Player(
                name, body.path("sessionId").asText(), body.path("token").asText(), x);
    }

    /** Sends a target; the position in the answer is where the player will be. */
    Player walk(Player player, double x) throws Exception {
        var answer = move(player, x);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new Player(player.name(), player.session(), player.token(), x);
    }

    HttpResponse<String> move(Player player, double x) throws Exception {
        return call(
                "PUT",
                "/sessions/" + player.session() + "/position",
                "{\"x\":%s,\"y\":500}".formatted(x),
                player.token());
    }

    HttpResponse<String> look(Player player) throws Exception {
        return call("GET", "/sessions/" + player.session(), "", "");
    }

    HttpResponse<String> leave(Player player) throws Exception {
        return call("DELETE", "/sessions/" + player.session(), "", player.token());
    }

    JsonNode cells() throws Exception {
        return mapper.readTree(call("GET", "/cells", "", "").body()).path("cells");
    }

    double x(HttpResponse<String> place) throws Exception {
        return mapper.readTree(place.body()).path("x").asDouble();
    }

    /** A session that another process has adopted since is resumed first, as a client does. */
    private HttpResponse<String> call(String method, String path, String body, String token) throws Exception {
        var answer = callOnce(method, path, body, token);
        if (answer.statusCode() != 401 || !answer.body().contains("old-epoch")) {
            return answer;
        }
        var session = path.split("/")[2];
        var resumed = callOnce("POST", "/sessions/" + session + "/resume", "", token);
        assertThat(resumed.statusCode()).as(resumed.body()).isEqualTo(200);
        return callOnce(
                method,
                path,
                body,
                mapper.readTree(resumed.body()).path("token").asText());
    }

    private HttpResponse<String> callOnce(String method, String path, String body, String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://" + address.get() + ":8080/api/v1" + path))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("X-Session-Token", token);
        }
        return services.call(request);
    }
}
