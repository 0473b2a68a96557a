package io.fleetforge.cell.connection;

import io.fleetforge.contracts.play.ServerMessage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * What goes out to one client. At most {@link #MAX_UNDER_WAY} messages are between here and the kernel; views are only sent
 * when none is, so a client that reads slowly gets fewer and newer ones and costs no memory. Thread-safe.
 */
final class SendQueue {

    static final int MAX_UNDER_WAY = 64;

    private final Connection line;
    private final WireFormat wire;
    private final PlayMetrics metrics;
    private final LongSupplier nanoClock;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    /** When the client last took something, or began to have something to take. */
    private volatile long progressNs;

    SendQueue(Connection line, WireFormat wire, PlayMetrics metrics, LongSupplier nanoClock) {
        this.line = line;
        this.wire = wire;
        this.metrics = metrics;
        this.nanoClock = nanoClock;
    }

    WireFormat wire() {
        return wire;
    }

    /** Whether the client has taken everything so far. */
    boolean isClear() {
        return underWay.get() == 0;
    }

    boolean isOpen() {
        return !closed.get() && line.isOpen();
    }

    /** How long the client has taken nothing though there was something to take, nanoseconds. */
    long stalledNs(long nowNs) {
        return isClear() ? 0 : nowNs - progressNs;
    }

    /** Sends the message; false when the socket is closed, or too much is under way and the message is dropped. */
    boolean send(ServerMessage message) {
        if (!isOpen()) {
            return false;
        }
        if (underWay.get() >= MAX_UNDER_WAY) {
            return false;
        }
        if (underWay.getAndIncrement() == 0) {
            progressNs = nanoClock.getAsLong();
        }
        metrics.frameOut();
        var unused = wire.send(line, message).whenComplete((done, failure) -> taken());
        return true;
    }

    void ping() {
        if (isOpen()) {
            var unused = line.ping();
        }
    }

    /** Says goodbye, as far as the client still reads, and closes; false when it is closed already. */
    boolean close(CloseReason goodbye) {
        if (!isOpen() || closed.get()) {
            closed.set(true);
            return false;
        }
        send(goodbye.bye());
        if (!closed.compareAndSet(false, true)) {
            return false;
        }
        line.close(goodbye.closeCode(), goodbye.bye().reason());
        return true;
    }

    /** The other side is gone. */
    void closed() {
        closed.set(true);
    }

    private void taken() {
        progressNs = nanoClock.getAsLong();
        underWay.decrementAndGet();
    }
}
