package io.fleetforge.cell.messaging;

/** Ghosts in both directions: those of this host for the others, and those of the others for this host. */
public record GhostExchange(GhostPublisher publisher, GhostAdapter adapter) implements AutoCloseable {

    public void start() {
        adapter.start();
        publisher.start();
    }

    @Override
    public void close() {
        publisher.close();
        adapter.close();
    }
}
