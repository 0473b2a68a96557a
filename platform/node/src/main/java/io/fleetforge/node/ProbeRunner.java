package io.fleetforge.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Consumer;

/** Runs httpGet probes, over HTTP or HTTPS, and tcpSocket probes against a pod's address, each on a virtual thread. */
final class ProbeRunner {

    private static final int OK = 200;
    private static final int ERROR = 400;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(TrustAll.context())
            .executor(Thread::startVirtualThread)
            .build();

    /** Reports to {@code result} whether the probe succeeded; other kinds are refused before, see {@link UnsupportedFields}. */
    void run(Probe probe, Container container, String address, Consumer<Boolean> result) {
        Thread.startVirtualThread(() -> result.accept(succeeds(probe, container, address)));
    }

    private boolean succeeds(Probe probe, Container container, String address) {
        var timeout = Duration.ofSeconds(probe.getTimeoutSeconds() == null ? 1 : probe.getTimeoutSeconds());
        try {
            if (probe.getHttpGet() != null) {
                var response = http.send(
                        request(probe.getHttpGet(), container, address)
                                .timeout(timeout)
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
                return response.statusCode() >= OK && response.statusCode() < ERROR;
            }
            if (probe.getTcpSocket() != null) {
                try (var socket = new Socket()) {
                    socket.connect(
                            new InetSocketAddress(
                                    address, port(probe.getTcpSocket().getPort(), container)),
                            (int) timeout.toMillis());
                    return true;
                }
            }
            return false;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static HttpRequest.Builder request(HTTPGetAction get, Container container, String address) {
        var path = get.getPath() == null ? "/" : get.getPath();
        var scheme = "HTTPS".equals(get.getScheme()) ? "https" : "http";
        var host = get.getHost() == null || get.getHost().isEmpty() ? address : get.getHost();
        var request =
                HttpRequest.newBuilder(URI.create(scheme + "://" + host + ":" + port(get.getPort(), container) + path));
        for (var header : get.getHttpHeaders()) {
            request.header(header.getName(), header.getValue());
        }
        return request;
    }

    private static int port(IntOrString port, Container container) {
        if (port.getIntVal() != null) {
            return port.getIntVal();
        }
        return container.getPorts().stream()
                .filter(candidate -> port.getStrVal().equals(candidate.getName()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no port named " + port.getStrVal()))
                .getContainerPort();
    }
}
