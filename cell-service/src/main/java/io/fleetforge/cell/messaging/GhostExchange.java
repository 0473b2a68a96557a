package io.fleetforge.cell.messaging;

/** What this host lets the other hosts of its world see, and what it hears of them. */
public record GhostExchange(GhostPublisher shown, GhostAdapter heard) implements AutoCloseable {

    public void start() {
        heard.start();
        shown.start();
    }

    @Override
    public void close() {
        shown.close();
        heard.close();
    }
}
