package io.fleetforge.cell.connection;

import io.fleetforge.contracts.play.ServerMessage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Outgoing messages of one client. At most {@link #MAX_IN_FLIGHT} messages are between here and the kernel; views are only
 * sent when none is, so a slow client gets fewer and newer views and costs no memory. Thread-safe.
 */
final class SendQueue {

    static final int MAX_IN_FLIGHT = 64;

    private final Connection connection;
    private final WireFormat wire;
    private final PlayMetrics metrics;
    private final LongSupplier nanoClock;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    /** When the client last read something, or first had something to read. */
    private volatile long progressNs;

    SendQueue(Connection connection, WireFormat wire, PlayMetrics metrics, LongSupplier nanoClock) {
        this.connection = connection;
        this.wire = wire;
        this.metrics = metrics;
        this.nanoClock = nanoClock;
    }

    /** IP address of the client. */
    String remoteAddress() {
        return connection.remoteAddress();
    }

    WireFormat wire() {
        return wire;
    }

    /** Whether the client has read everything sent so far. */
    boolean isClear() {
        return inFlight.get() == 0;
    }

    boolean isOpen() {
        return !closed.get() && connection.isOpen();
    }

    /** How long the client has read nothing while messages were in flight, nanoseconds. */
    long stalledNs(long nowNs) {
        return isClear() ? 0 : nowNs - progressNs;
    }

    /** Sends the message; false when the socket is closed, or too many are in flight and the message is dropped. */
    boolean send(ServerMessage message) {
        if (!isOpen()) {
            return false;
        }
        if (inFlight.get() >= MAX_IN_FLIGHT) {
            return false;
        }
        if (inFlight.getAndIncrement() == 0) {
            progressNs = nanoClock.getAsLong();
        }
        metrics.frameOut();
        var unused = wire.send(connection, message).whenComplete((done, failure) -> acknowledged());
        return true;
    }

    void ping() {
        if (isOpen()) {
            var unused = connection.ping();
        }
    }

    /** Sends the close message, as far as the client still reads, and closes; false when it is closed already. */
    boolean close(CloseReason reason) {
        if (!isOpen() || closed.get()) {
            closed.set(true);
            return false;
        }
        send(reason.closeMessage());
        if (!closed.compareAndSet(false, true)) {
            return false;
        }
        connection.close(reason.closeCode(), reason.closeMessage().reason());
        return true;
    }

    /** The client closed the socket. */
    void closed() {
        closed.set(true);
    }

    private void acknowledged() {
        progressNs = nanoClock.getAsLong();
        inFlight.decrementAndGet();
    }
}
