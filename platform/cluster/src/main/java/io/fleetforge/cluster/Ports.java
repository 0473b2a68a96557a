package io.fleetforge.cluster;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Free ports on loopback, random per run, so that two checkouts do not meet. */
public final class Ports {

    private static final int ANY = 0;

    private Ports() {}

    /** {@code count} different ports that are free now. */
    public static List<Integer> free(int count) {
        return preferring(Collections.nCopies(count, ANY));
    }

    /** A port for each of {@code wellKnown}: that one where it is free, else a random one. */
    public static List<Integer> preferring(List<Integer> wellKnown) {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (var port : wellKnown) {
                sockets.add(onPortOrAnother(port));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new PlatformException("no free port on loopback", e);
        } finally {
            for (var socket : sockets) {
                try {
                    socket.close();
                } catch (IOException e) {
                    throw new PlatformException("cannot close a probe socket", e);
                }
            }
        }
    }

    private static ServerSocket onPortOrAnother(int port) throws IOException {
        try {
            return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        } catch (BindException e) {
            return new ServerSocket(ANY, 1, InetAddress.getLoopbackAddress());
        }
    }
}
