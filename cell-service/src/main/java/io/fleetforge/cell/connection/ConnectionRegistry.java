package io.fleetforge.cell.connection;

import io.fleetforge.cell.config.CellConfig;
import io.fleetforge.cell.interest.RemoteGhosts;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.session.SessionRedirect;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.session.SessionReleaseNotifier;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** The sockets of this host. Tells players what becomes of their sessions. Thread-safe. */
@Singleton
public class ConnectionRegistry implements SessionReleaseNotifier.Listener {

    private final ConnectionContext house;
    private final Map<String, PlayClient> clients = new ConcurrentHashMap<>();
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopping;

    ConnectionRegistry(
            HostSessionGateway door,
            CellHost host,
            SessionRegistry sessions,
            RemoteGhosts neighbours,
            PlayMetrics metrics,
            CellConfig config) {
        this.house = new ConnectionContext(
                door,
                new AreaOfInterest(host, sessions, neighbours, config.viewRadius()),
                new PlaySessions(),
                metrics,
                config.play(),
                config.sessionTokenLife(),
                blocking,
                System::nanoTime);
    }

    void opened(String connection, Connection line, WireFormat wire) {
        house.metrics().opened();
        var client = new PlayClient(new SendQueue(line, wire, house.metrics(), house.clock()), house);
        clients.put(connection, client);
        if (stopping) {
            client.close(CloseReason.HOST_STOPPING);
        }
    }

    void closed(String connection) {
        var client = clients.remove(connection);
        if (client != null) {
            house.metrics().closed();
            client.disconnected();
        }
    }

    Optional<PlayClient> client(String connection) {
        return Optional.ofNullable(clients.get(connection));
    }

    Collection<PlayClient> clients() {
        return clients.values();
    }

    long nowNs() {
        return house.clock().getAsLong();
    }

    /** Sends everybody off: the sessions live on, and are resumed where they will be. */
    public void stop() {
        stopping = true;
        clients.values().forEach(client -> client.close(CloseReason.HOST_STOPPING));
    }

    @Override
    public void movedTo(String session, SessionRedirect home) {
        tell(session, client -> client.follow(home));
    }

    @Override
    public void letGo(String session) {
        tell(session, client -> client.close(CloseReason.ELSEWHERE));
    }

    @Override
    public void ended(String session, String reason) {
        tell(session, client -> client.close(CloseReason.ended(reason)));
    }

    /** Not on the caller's thread, which may be a cell's. */
    private void tell(String session, Consumer<PlayClient> word) {
        house.seats().clear(session).ifPresent(client -> blocking.execute(() -> word.accept(client)));
    }
}
