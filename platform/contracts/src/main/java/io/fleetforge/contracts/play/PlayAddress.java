package io.fleetforge.contracts.play;

import java.net.URI;

/** Address of a cell host for players: a public URL such as https://play.example.org/default/arena-0, or host:port in the cluster. */
public final class PlayAddress {

    private static final String HTTP = "http";

    private PlayAddress() {}

    /**
     * Where a socket connects.
     *
     * @throws IllegalArgumentException when {@code address} is neither form
     */
    public static URI socket(String address) {
        var base = base(address);
        return URI.create("ws" + base.substring(HTTP.length()) + PlayProtocol.PATH);
    }

    /**
     * Where the REST API of players begins, without the version.
     *
     * @throws IllegalArgumentException when {@code address} is neither form
     */
    public static URI rest(String address) {
        return URI.create(base(address));
    }

    private static String base(String address) {
        if (!address.contains("://")) {
            return HTTP + "://" + address;
        }
        if (!address.startsWith("http://") && !address.startsWith("https://")) {
            throw new IllegalArgumentException("address must be host:port or a URL of http or https, got " + address);
        }
        return address;
    }
}
