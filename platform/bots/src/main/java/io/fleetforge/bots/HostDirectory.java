package io.fleetforge.bots;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetforge.contracts.geometry.Point;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Looks up the host of a position at the controller, with few concurrent requests, since the load is for the hosts. Thread-safe.
 */
public final class HostDirectory {

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_CONCURRENT = 8;

    private final HttpClient http;
    private final Supplier<Optional<String>> controllers;
    private final String world;
    private final String token;
    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<String, String> addresses = new ConcurrentHashMap<>();
    private final Semaphore permits = new Semaphore(MAX_CONCURRENT);
    /** Address of the controller that answered last; empty initially, and after a failed request. */
    private String controller = "";

    private final ReentrantLock controllerLock = new ReentrantLock();

    /**
     * @param controllers supplies the address of a controller, if one runs; called first, and after a failed request
     * @param world namespace/name
     * @param token of an account that may get worldspecs
     */
    public HostDirectory(HttpClient http, Supplier<Optional<String>> controllers, String world, String token) {
        this.http = http;
        this.controllers = controllers;
        this.world = world;
        this.token = token;
    }

    /** Last known address and port of a host. */
    Optional<String> address(String host) {
        return Optional.ofNullable(addresses.get(host));
    }

    /** Stores an address from a redirect. */
    void put(String host, String address) {
        addresses.put(host, address);
    }

    /** Removes an address that did not work. */
    void remove(String host) {
        addresses.remove(host);
    }

    /**
     * Address and port of the host that serves the position.
     *
     * @throws IOException when the controller does not answer with an address
     */
    String locate(Point position) throws IOException, InterruptedException {
        permits.acquire();
        var asked = "";
        try {
            asked = controller();
            var request = HttpRequest.newBuilder(URI.create("http://%s:8080/api/v1/worlds/%s/locate?x=%s&y=%s"
                            .formatted(asked, world, position.x(), position.y())))
                    .header("Authorization", "Bearer " + token)
                    .timeout(REQUEST_TIMEOUT)
                    .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            var located = mapper.readTree(answer.body());
            var address = located.path("address").asText("");
            if (answer.statusCode() != HttpURLConnection.HTTP_OK || address.isEmpty()) {
                throw new IOException(
                        "the controller knows no address for " + position + ": HTTP " + answer.statusCode());
            }
            addresses.put(located.path("host").asText(), address);
            return address;
        } catch (IOException e) {
            forgetController(asked);
            throw e;
        } finally {
            permits.release();
        }
    }

    /** Serialised, since a look-up may start a process. */
    private String controller() throws IOException, InterruptedException {
        controllerLock.lockInterruptibly();
        try {
            if (controller.isEmpty()) {
                controller = controllers.get().orElseThrow(() -> new IOException("no controller runs"));
            }
            return controller;
        } finally {
            controllerLock.unlock();
        }
    }

    private void forgetController(String address) throws InterruptedException {
        controllerLock.lockInterruptibly();
        try {
            controller = controller.equals(address) ? "" : controller;
        } finally {
            controllerLock.unlock();
        }
    }
}
