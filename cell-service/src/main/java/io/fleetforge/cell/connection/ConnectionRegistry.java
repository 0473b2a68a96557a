package io.fleetforge.cell.connection;

import io.fleetforge.cell.config.CellConfig;
import io.fleetforge.cell.session.SessionRedirect;
import io.fleetforge.cell.session.SessionReleaseNotifier;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** The open sockets of this host. Notifies clients when their session moves or ends. Thread-safe. */
@Singleton
public class ConnectionRegistry implements SessionReleaseNotifier.Listener {

    private final SessionGateway gateway;
    private final PlaySessions playSessions;
    private final PlayMetrics metrics;
    private final CellConfig.Play limits;
    private final LongSupplier clock = System::nanoTime;
    private final Map<String, PlayClient> clients = new ConcurrentHashMap<>();
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopping;

    ConnectionRegistry(HostSessionGateway gateway, PlaySessions playSessions, PlayMetrics metrics, CellConfig config) {
        this.gateway = gateway;
        this.playSessions = playSessions;
        this.metrics = metrics;
        this.limits = config.play();
    }

    void opened(String id, Connection connection, WireFormat wire) {
        metrics.opened();
        var client = new PlayClient(
                new SendQueue(connection, wire, metrics, clock),
                gateway,
                playSessions,
                new ClientLimits(limits, metrics, clock),
                blocking);
        clients.put(id, client);
        if (stopping) {
            client.close(CloseReason.HOST_STOPPING);
        }
    }

    void closed(String id) {
        var client = clients.remove(id);
        if (client != null) {
            metrics.closed();
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
        return clock.getAsLong();
    }

    /** Closes every socket; the sessions continue and can be resumed on their next host. */
    public void stop() {
        stopping = true;
        clients.values().forEach(client -> client.close(CloseReason.HOST_STOPPING));
    }

    @Override
    public void movedTo(String session, SessionRedirect redirect) {
        notifyClient(session, client -> client.follow(redirect));
    }

    @Override
    public void released(String session) {
        notifyClient(session, client -> client.close(CloseReason.ELSEWHERE));
    }

    @Override
    public void superseded(String session) {
        notifyClient(session, client -> client.close(CloseReason.SUPERSEDED));
    }

    @Override
    public void ended(String session, String reason) {
        notifyClient(session, client -> client.close(CloseReason.ended(reason)));
    }

    /** Not on the caller's thread, which may be a cell's. */
    private void notifyClient(String session, Consumer<PlayClient> notification) {
        playSessions.clear(session).ifPresent(client -> blocking.execute(() -> notification.accept(client)));
    }
}
