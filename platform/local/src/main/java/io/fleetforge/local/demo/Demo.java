package io.fleetforge.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.local.Checkout;
import io.fleetforge.local.Patience;
import io.fleetforge.local.PlatformException;
import io.fleetforge.local.deploy.Kubectl;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Applies the starter world with a fresh correlation id, waits until it is ready, lets players join and walk, and shows the
 * records on Kafka that carry the id. Fails when anything it tells did not happen.
 */
public final class Demo {

    private static final Duration EVERYBODY_IN = Duration.ofSeconds(5);
    private static final Duration READY = Duration.ofSeconds(90);
    private static final int PLAYERS = 12;
    private static final double SIZE = 1000;

    private final Checkout checkout;
    private final Kubectl kubectl;
    private final Consumer<String> say;
    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient http = HttpClient.newHttpClient();

    public Demo(Checkout checkout, Kubectl kubectl, Consumer<String> say) {
        this.checkout = checkout;
        this.kubectl = kubectl;
        this.say = say;
    }

    private record Player(String session, String token) {}

    public void run() {
        var correlation = CorrelationId.random();
        apply(correlation);
        awaitReady();
        var topology = json("get", "worldtopology", "starter", "-o", "json").at("/spec");
        var host = topology.at("/hosts/0/name").asText();
        var address = json("get", "pod", host, "-o", "json").at("/status/podIP").asText();
        say.accept("");
        say.accept("Host " + host + " at " + address + " runs "
                + topology.at("/cells").size() + " cells:");
        var players = join(address);
        walk(address, players);
        WorldMap.draw(cells(address), SIZE).forEach(say);
        say.accept("");
        new EventStory(checkout, say).show(correlation);
        leave(address, players);
    }

    private void apply(CorrelationId correlation) {
        say.accept("");
        say.accept("Applying examples/worlds/starter.yaml with correlation id " + correlation);
        var file = checkout.root().resolve("examples/worlds/starter.yaml").toString();
        // The id comes first, on a dry render, so that the very first reconcile carries it.
        var rendered = kubectl.require(
                "annotate", "--local", "-f", file, "fleetforge.io/correlation-id=" + correlation, "-o", "yaml");
        var former =
                kubectl.run("delete", "worldspec", "starter", "--ignore-not-found", "--wait=true", "--timeout=60s");
        if (!former.output().isBlank()) {
            say.accept("(the starter world that was here goes first: "
                    + former.output().strip() + ")");
        }
        var manifest = checkout.state().resolve("demo-world.yaml");
        io.fleetforge.local.StateFiles.write(manifest, rendered);
        say.accept(kubectl.require("apply", "-f", manifest.toString()).strip());
    }

    private void awaitReady() {
        var start = System.nanoTime();
        var last = new String[] {""};
        Patience.until(
                "readiness of the world",
                READY,
                () -> {
                    var status =
                            json("get", "worldspec", "starter", "-o", "json").at("/status");
                    var line = "%s: %d of %d cells run"
                            .formatted(
                                    status.path("phase").asText("Pending"),
                                    status.path("readyCells").asInt(),
                                    status.path("cells").asInt());
                    if (!line.equals(last[0])) {
                        last[0] = line;
                        say.accept("  %5.1f s  %s".formatted((System.nanoTime() - start) / 1e9, line));
                    }
                    return status.path("phase").asText().equals("Ready");
                },
                () -> kubectl.run("describe", "worldspec", "starter").output());
    }

    private List<Player> join(String address) {
        var players = new ArrayList<Player>();
        for (var i = 0; i < PLAYERS; i++) {
            var x = SIZE * (0.1 + 0.8 * ((i * 7) % PLAYERS) / PLAYERS);
            var y = SIZE * (0.1 + 0.8 * ((i * 5) % PLAYERS) / PLAYERS);
            var body = "{\"world\":\"default/starter\",\"player\":\"player-%d\",\"x\":%s,\"y\":%s}".formatted(i, x, y);
            var joined = call("POST", address, "/api/v1/sessions", body, "", 201);
            players.add(new Player(
                    joined.path("sessionId").asText(), joined.path("token").asText()));
        }
        say.accept(PLAYERS + " players joined.");
        return players;
    }

    private void walk(String address, List<Player> players) {
        for (var player : players) {
            var body = "{\"x\":%s,\"y\":%s}".formatted(SIZE * 0.5 + 20, SIZE * 0.5 + 20);
            call("PUT", address, "/api/v1/sessions/" + player.session() + "/position", body, player.token(), 200);
        }
        say.accept("All of them head for the middle, at 20 ticks a second:");
        Patience.pause(1500);
    }

    /** The cells when they hold every player: one who crosses an edge is in neither cell's count for a tick. */
    private List<JsonNode> cells(String address) {
        var cells = new ArrayList<JsonNode>();
        Patience.until(
                PLAYERS + " players in the cells",
                EVERYBODY_IN,
                () -> {
                    cells.clear();
                    call("GET", address, "/api/v1/cells", "", "", 200)
                            .path("cells")
                            .forEach(cells::add);
                    return cells.stream()
                                    .mapToInt(cell -> cell.path("players").asInt())
                                    .sum()
                            == PLAYERS;
                },
                () -> "the last count was " + cells);
        return cells;
    }

    private void leave(String address, List<Player> players) {
        for (var player : players) {
            call("DELETE", address, "/api/v1/sessions/" + player.session(), "", player.token(), 204);
        }
        say.accept("");
        say.accept("The players left.");
    }

    private JsonNode call(String method, String address, String path, String body, String token, int expected) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://" + address + ":8080" + path))
                    .timeout(Duration.ofSeconds(5))
                    .header("Content-Type", "application/json")
                    .method(
                            method,
                            body.isEmpty()
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body));
            if (!token.isEmpty()) {
                request.header("X-Session-Token", token);
            }
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != expected) {
                throw new PlatformException(
                        method + " " + path + " answered " + response.statusCode() + ": " + response.body());
            }
            return mapper.readTree(response.body());
        } catch (IOException e) {
            throw new PlatformException(method + " " + path + " failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("interrupted");
        }
    }

    private JsonNode json(String... arguments) {
        try {
            return mapper.readTree(kubectl.require(arguments));
        } catch (IOException e) {
            throw new PlatformException("kubectl did not answer JSON: " + e.getMessage(), e);
        }
    }
}
