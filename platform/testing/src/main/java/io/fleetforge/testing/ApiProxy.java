package io.fleetforge.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fleetforge.cluster.controlplane.ControlPlane;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A proxy between one client and the API server: it counts the writes that change the world's objects, and runs an action right
 * after the k-th of them was stored and before its answer returns, which is the worst moment to crash.
 */
public final class ApiProxy implements AutoCloseable {

    private static final int FIRST_REFUSAL = 300;
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> HOP_HEADERS =
            Set.of("connection", "content-length", "host", "upgrade", "transfer-encoding", "expect");

    private final HttpServer server;
    private final HttpClient upstream;
    private final URI target;
    private final AtomicInteger writes = new AtomicInteger();
    private volatile int fatalWrite = Integer.MAX_VALUE;
    private volatile @Nullable Runnable atFatalWrite;

    public ApiProxy(ControlPlane controlPlane) throws IOException {
        target = URI.create(controlPlane.url());
        upstream = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trusting(controlPlane))
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::pass);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Counts from zero again and runs {@code action} at the {@code k}-th write. */
    public void arm(int k, Runnable action) {
        writes.set(0);
        atFatalWrite = action;
        fatalWrite = k;
    }

    public void disarm() {
        fatalWrite = Integer.MAX_VALUE;
    }

    public int writes() {
        return writes.get();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestHeaders().containsKey("Upgrade")) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            var response = upstream.send(request(exchange), HttpResponse.BodyHandlers.ofInputStream());
            // One that the API server refused wrote nothing.
            var counted = counts(exchange) && response.statusCode() < FIRST_REFUSAL;
            if (counted && writes.incrementAndGet() == fatalWrite) {
                var action = atFatalWrite;
                if (action != null) {
                    action.run();
                }
                return;
            }
            answer(exchange, response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean counts(HttpExchange exchange) {
        var path = exchange.getRequestURI().getPath();
        return !READS.contains(exchange.getRequestMethod())
                && !path.contains("/leases")
                && !path.contains("/events")
                && !path.contains("reviews");
    }

    private HttpRequest request(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        var request = HttpRequest.newBuilder(
                        target.resolve(exchange.getRequestURI().toString()))
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!HOP_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    private static void answer(HttpExchange exchange, HttpResponse<InputStream> response) throws IOException {
        response.headers().map().forEach((name, values) -> {
            if (!HOP_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        exchange.sendResponseHeaders(response.statusCode(), 0);
        try (var in = response.body();
                var out = exchange.getResponseBody()) {
            var buffer = new byte[16 * 1024];
            for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                out.flush();
            }
        }
    }

    private static SSLContext trusting(ControlPlane controlPlane) throws IOException {
        try (var in = Files.newInputStream(controlPlane.caCertificate())) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var index = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + index++, certificate);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot trust the API server's certificate", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        upstream.shutdownNow();
    }
}
