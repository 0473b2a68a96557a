package io.fleetforge.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The REST edge of a cell host for players: one method per request, each with a deadline. Answers are returned as they are,
 * whatever their status. Thread-safe.
 */
public final class SessionApi {

    private final HttpClient http;
    private final Supplier<String> address;
    private final Duration timeout;
    private final ObjectMapper mapper = new ObjectMapper();

    /** A session and the token that proves its possession. */
    public record Session(String id, String token) {}

    /**
     * @param address of the host, without port; evaluated for each request
     * @param timeout of each request
     */
    public SessionApi(HttpClient http, Supplier<String> address, Duration timeout) {
        this.http = http;
        this.address = address;
        this.timeout = timeout;
    }

    public HttpResponse<String> join(String player, double x, double y) throws IOException, InterruptedException {
        return send("POST", "/sessions", "{\"player\":\"%s\",\"x\":%s,\"y\":%s}".formatted(player, x, y), "");
    }

    /** The session in the answer to a successful join or resume. */
    public Session session(HttpResponse<String> answer) throws IOException {
        var body = mapper.readTree(answer.body());
        return new Session(body.path("sessionId").asText(), body.path("token").asText());
    }

    public HttpResponse<String> move(Session session, double x, double y) throws IOException, InterruptedException {
        return send(
                "PUT",
                "/sessions/" + session.id() + "/position",
                "{\"x\":%s,\"y\":%s}".formatted(x, y),
                session.token());
    }

    public HttpResponse<String> get(Session session) throws IOException, InterruptedException {
        return send("GET", "/sessions/" + session.id(), "", session.token());
    }

    public HttpResponse<String> resume(Session session) throws IOException, InterruptedException {
        return send("POST", "/sessions/" + session.id() + "/resume", "", session.token());
    }

    public HttpResponse<String> leave(Session session) throws IOException, InterruptedException {
        return send("DELETE", "/sessions/" + session.id(), "", session.token());
    }

    /** The cells that the host runs; players have no access to them. */
    public HttpResponse<String> cells() throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://" + address.get() + ":8080/api/v1/cells?limit=500"))
                        .timeout(timeout)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, String body, String token)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://" + address.get() + ":8081/api/v1" + path))
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("X-Session-Token", token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
