package io.fleetforge.controller.exposure;

import io.fleetforge.contracts.play.PlayProtocol;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Public URL of a host: the base of its player API. REST is below {@code <url>/api/v1}; a socket has the same URL with ws in place of
 * http. Pure.
 */
public final class PublicUrl {

    private PublicUrl() {}

    /** Path of a host on the shared name of a Gateway: host names are unique in a namespace only. */
    public static String path(String namespace, String host) {
        return "/" + namespace + "/" + host;
    }

    /** URL of a host behind a Gateway, which ends TLS. */
    public static String atGateway(String hostname, String namespace, String host) {
        return "https://" + hostname + path(namespace, host);
    }

    /**
     * URL of a host behind its own load balancer.
     *
     * @param address name or IP address
     * @return empty when the URL exceeds the 255 bytes that a message has for it
     */
    public static Optional<String> atLoadBalancer(String address) {
        var authority = address.indexOf(':') < 0 ? address : "[" + address + "]";
        var url = "http://" + authority + ":" + PlayProtocol.PORT;
        return url.getBytes(StandardCharsets.UTF_8).length <= PlayProtocol.MAX_ADDRESS
                ? Optional.of(url)
                : Optional.empty();
    }
}
