package io.fleetforge.cell;

import io.fleetforge.cell.messaging.BorderAdapter;
import io.fleetforge.cell.messaging.BorderPublisher;

/** What this host lets the other hosts of its world see, and what it hears of them. */
record Borders(BorderPublisher shown, BorderAdapter heard) implements AutoCloseable {

    void start() {
        heard.start();
        shown.start();
    }

    @Override
    public void close() {
        shown.close();
        heard.close();
    }
}
