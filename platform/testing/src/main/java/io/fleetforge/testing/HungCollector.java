package io.fleetforge.testing;

import io.fleetforge.local.telemetry.OtlpReceiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * A collector of spans that hangs, in the place of a platform's own: it accepts connections and data, and never answers. A refused
 * connection would be noticed at once; this one costs its senders their whole timeout. On close a working receiver takes its place
 * again.
 */
public final class HungCollector implements AutoCloseable {

    private static final int BACKLOG = 128;
    private static final Duration PORT_FREE_WITHIN = Duration.ofSeconds(60);

    private final ServerSocket server;
    private final OtlpReceiver replaced;
    private final Queue<Socket> connections = new ConcurrentLinkedQueue<>();
    private final AtomicInteger accepted = new AtomicInteger();

    private HungCollector(ServerSocket server, OtlpReceiver replaced) {
        this.server = server;
        this.replaced = replaced;
    }

    /** Closes {@code receiver} and listens in its place. */
    public static HungCollector inPlaceOf(OtlpReceiver receiver) {
        receiver.close();
        try {
            var server = new ServerSocket(receiver.port(), BACKLOG, InetAddress.getLoopbackAddress());
            var collector = new HungCollector(server, receiver);
            Thread.ofVirtual().name("hung-collector").start(collector::accept);
            return collector;
        } catch (IOException e) {
            throw new UncheckedIOException("port " + receiver.port() + " of the receiver is in use", e);
        }
    }

    /** How many connections were accepted. */
    public int accepted() {
        return accepted.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                connections.add(
                        server.accept()); // never read: what the sender's and this side's buffers hold, they hold
                accepted.incrementAndGet();
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    /** A working receiver listens on the same port and writes to the same file; it runs as long as the JVM. */
    @Override
    public void close() {
        try {
            server.close();
            for (var connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // A client that connects to a port without listener may get that port as its own; it times out after ten
        // seconds.
        Awaitility.await("port " + replaced.port() + " of the receiver")
                .atMost(PORT_FREE_WITHIN)
                .until(this::isReceiverBack);
    }

    private boolean isReceiverBack() {
        var again = OtlpReceiver.start(replaced.file(), replaced.port());
        if (again.port() == replaced.port()) {
            return true;
        }
        again.close();
        return false;
    }
}
