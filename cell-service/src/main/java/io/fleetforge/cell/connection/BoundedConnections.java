package io.fleetforge.cell.connection;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import java.util.concurrent.atomic.AtomicInteger;

/** Closes connections above a number at once, so that open files are left for probes, Kafka and the API server. Thread-safe. */
final class BoundedConnections implements Handler<HttpConnection> {

    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    BoundedConnections(int most) {
        this.most = most;
    }

    @Override
    public void handle(HttpConnection connection) {
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            connection.close();
        } else {
            connection.closeHandler(closed -> open.decrementAndGet());
        }
    }
}
