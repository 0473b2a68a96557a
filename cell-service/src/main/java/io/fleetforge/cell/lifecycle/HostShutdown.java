package io.fleetforge.cell.lifecycle;

import io.fleetforge.cell.connection.ConnectionRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Drains and stops the host when its process is asked to end. */
@Singleton
class HostShutdown {

    private static final int BEFORE_CHANNELS_CLOSE = 1;

    private final HostDrain drain;
    private final ConnectionRegistry connections;
    private final ShutdownSequence sequence;

    HostShutdown(HostDrain drain, ConnectionRegistry connections, ShutdownSequence sequence) {
        this.drain = drain;
        this.connections = connections;
        this.sequence = sequence;
    }

    /** HTTP and sockets are open until this returns. */
    void drain(@Observes ShutdownDelayInitiatedEvent event) {
        drain.await();
        connections.stop();
        sequence.run();
    }

    void end(@Observes @Priority(BEFORE_CHANNELS_CLOSE) ShutdownEvent event) {
        sequence.run();
    }
}
