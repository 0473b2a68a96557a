package io.fleetforge.alert.notify;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts JSON to a receiver: it follows no redirect, checks the address first, and ignores the body of the response. To
 * be called on a virtual thread. Thread-safe.
 */
public final class HttpPost {

    private static final int CONNECT_TIMEOUT_MS = 3000;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int SERVER_ERRORS = 500;
    private static final int REDIRECTS = 300;
    private static final int CLIENT_ERRORS = 400;
    private static final long MAX_RETRY_AFTER_S = 3600;

    private final HttpClient client;
    private final AddressGuard guard;

    public HttpPost(Vertx vertx, AddressGuard guard) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MS)
                .setKeepAlive(true)
                .setMaxPoolSize(16)
                .setMaxWaitQueueSize(1024)
                .setIdleTimeout(60)
                .setIdleTimeoutUnit(TimeUnit.SECONDS));
        this.guard = guard;
    }

    /** A request. */
    public record Post(URI url, Map<String, String> headers, byte[] body, Duration timeout) {}

    /**
     * Returns when the receiver accepted it (2xx).
     *
     * @throws UndeliveredException otherwise
     */
    public void send(Post post) throws UndeliveredException, InterruptedException {
        var url = post.url();
        var isTls = "https".equals(url.getScheme());
        var port = url.getPort() > 0 ? url.getPort() : isTls ? 443 : 80;
        var address = guard.resolve(url.getHost());
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(url.getHost())
                .setPort(port)
                .setSsl(isTls)
                .setURI(target(url))
                .setTimeout(post.timeout().toMillis())
                .putHeader("Content-Type", "application/json")
                .putHeader("User-Agent", "fleetforge-alert-router");
        post.headers().forEach(options::putHeader);
        var answer = client.request(options)
                .compose(request -> request.send(Buffer.buffer(post.body())))
                .compose(response -> response.end().map(done -> response))
                .map(response ->
                        new Answer(response.statusCode(), Optional.ofNullable(response.getHeader("Retry-After"))));
        try {
            check(answer.toCompletionStage()
                    .toCompletableFuture()
                    .get(post.timeout().toMillis() + CONNECT_TIMEOUT_MS, TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw UndeliveredException.retryable(
                    "no response: " + cause.getClass().getSimpleName());
        } catch (TimeoutException e) {
            throw UndeliveredException.retryable("no response within " + post.timeout());
        }
    }

    private record Answer(int status, Optional<String> retryAfter) {}

    private static void check(Answer answer) throws UndeliveredException {
        var status = answer.status();
        if (status < REDIRECTS) {
            return;
        }
        var reason = "response status " + status;
        if (status < CLIENT_ERRORS) {
            throw UndeliveredException.permanent(reason + ": redirects are not followed");
        }
        if (status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT || status >= SERVER_ERRORS) {
            var after = answer.retryAfter().flatMap(HttpPost::seconds);
            throw after.isPresent()
                    ? UndeliveredException.retryableAfter(reason, after.get())
                    : UndeliveredException.retryable(reason);
        }
        throw UndeliveredException.permanent(reason);
    }

    /** Seconds only; a date would depend on the receiver's clock. */
    private static Optional<Duration> seconds(String header) {
        return header.matches("[0-9]{1,6}")
                ? Optional.of(Duration.ofSeconds(Math.min(Long.parseLong(header), MAX_RETRY_AFTER_S)))
                : Optional.empty();
    }

    private static String target(URI url) {
        var path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }
}
