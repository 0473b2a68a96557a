package io.fleetforge.ffctl.cluster;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads JSON from Jaeger and Prometheus, which may be unavailable. */
final class Web {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final String base;

    /**
     * @throws WrongUseException when it is no address
     */
    Web(String base) {
        this.base = base.replaceAll("/+$", "");
        if (!this.base.matches("https?://[^/\\s]+\\S*")) {
            throw new WrongUseException("an address must be like http://host:port, got '" + base + "'");
        }
    }

    /**
     * @throws IOException when it does not answer in time, or not with 200
     */
    String get(String path) throws IOException {
        try {
            var request = HttpRequest.newBuilder(URI.create(base + path))
                    .timeout(TIMEOUT)
                    .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException(base + " answers " + answer.statusCode());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
