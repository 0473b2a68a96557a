package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.testing.SessionApi;
import io.fleetforge.testing.SessionApi.Session;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;

/** Players of a host, over its REST edge. */
final class Players {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private final SessionApi api;
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
        api = new SessionApi(services.http(), address, TIMEOUT);
    }

    /** Players of a host with a fixed address, without use of the API server. */
    static Players at(Pod pod, Services services) {
        var address = pod.getStatus().getPodIP();
        return new Players(() -> address, services);
    }

    record Player(String name, Session session, double x) {}

    HttpResponse<String> tryJoin(String name, double x) throws Exception {
        return api.join(name, x, 500);
    }

    Player join(String name, double x) throws Exception {
        var joined = tryJoin(name, x);
        assertThat(joined.statusCode()).as(joined.body()).isEqualTo(201);
        return new Player(name, api.session(joined), x);
    }

    /** Sends a target; the position in the answer is where the player will be. */
    Player walk(Player player, double x) throws Exception {
        var answer = move(player, x);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new Player(player.name(), player.session(), x);
    }

    HttpResponse<String> move(Player player, double x) throws Exception {
        return resumed(player, session -> api.move(session, x, 500));
    }

    HttpResponse<String> view(Player player) throws Exception {
        return resumed(player, api::get);
    }

    HttpResponse<String> leave(Player player) throws Exception {
        return resumed(player, api::leave);
    }

    JsonNode cells() throws Exception {
        return mapper.readTree(api.cells().body()).path("items");
    }

    /** Players in the cells of the host. */
    int count() throws Exception {
        var count = 0;
        for (var cell : cells()) {
            count += cell.path("players").asInt();
        }
        return count;
    }

    double x(HttpResponse<String> position) throws Exception {
        return mapper.readTree(position.body()).path("x").asDouble();
    }

    private interface Request {
        HttpResponse<String> send(Session session) throws Exception;
    }

    /** A session that another process has adopted since is resumed first, as a client does. */
    private HttpResponse<String> resumed(Player player, Request request) throws Exception {
        var answer = request.send(player.session());
        if (answer.statusCode() != 401 || !answer.body().contains("old-epoch")) {
            return answer;
        }
        var resumed = api.resume(player.session());
        assertThat(resumed.statusCode()).as(resumed.body()).isEqualTo(200);
        return request.send(
                new Session(player.session().id(), api.session(resumed).token()));
    }
}
