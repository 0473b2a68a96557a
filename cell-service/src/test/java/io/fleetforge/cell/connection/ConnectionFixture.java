package io.fleetforge.cell.connection;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.config.CellConfig;
import io.fleetforge.cell.interest.RemoteGhosts;
import io.fleetforge.cell.runtime.CellAgent;
import io.fleetforge.cell.runtime.CellAnswer;
import io.fleetforge.cell.runtime.CellHosts;
import io.fleetforge.cell.runtime.CellInput;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.cell.runtime.NoopHostEventListener;
import io.fleetforge.cell.runtime.Persistence;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionRedirect;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.session.SessionTokenClaims;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.GhostUpdate;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.play.ClientFrames;
import io.fleetforge.contracts.play.ClientMessage;
import io.fleetforge.contracts.play.ClientMessage.Join;
import io.fleetforge.contracts.play.ServerFrames;
import io.fleetforge.contracts.play.ServerMessage;
import io.fleetforge.runtime.problem.ProblemException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** A real host of two adjacent cells, with a gateway without authentication, and sockets that are lists. */
final class ConnectionFixture implements AutoCloseable {

    static final WorldRef WORLD = new WorldRef("default", "table", "u-1");

    final AtomicLong nowNs = new AtomicLong(5_000_000_000L);
    final SessionRegistry sessions = new SessionRegistry(nowNs::get);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final PlayMetrics metrics = new PlayMetrics(meters, WORLD);
    final List<String> disconnected = Collections.synchronizedList(new ArrayList<>());
    /** Players whose sessions went to another host before their sockets were bound. */
    final Set<String> departed = new HashSet<>();

    final List<String> left = Collections.synchronizedList(new ArrayList<>());
    final CellHosts.Started started = CellHosts.start(
            new HostIdentity(WORLD, "table-0", 1, "process"),
            new CellHosts.Outside(new RecordingEvents(sessions), Persistence.OFF, (late, took) -> {}),
            1,
            new CellHosts.TickRate(Duration.ofMillis(5), 1000));
    final RemoteGhosts remoteGhosts = new RemoteGhosts(30, nowNs::get);
    private final SessionGateway gateway = new OpenGateway();
    private final CellConfig.Play limits = new PlayLimits();
    final PlaySessions playSessions = new PlaySessions(
            gateway,
            new AreaOfInterest(started.host(), sessions, remoteGhosts, 30),
            limits.viewLimit(),
            Duration.ofHours(12),
            nowNs::get);
    ProblemException refusal;
    /** Whether a join continues the session of its subject. */
    boolean continues;

    volatile boolean isActive = true;
    String publicUrl = "";

    ConnectionFixture() {
        var west = new CellAssignment("west", new Bounds(0, 50, 0, 100), "table-0", 1, List.of());
        var east = new CellAssignment("east", new Bounds(50, 100, 0, 100), "table-0", 1, List.of());
        started.host()
                .apply(
                        new TopologyMessage(
                                WORLD,
                                1,
                                1,
                                new Bounds(0, 100, 0, 100),
                                10,
                                List.of(new HostAssignment("table-0", 1)),
                                List.of(west, east)),
                        CorrelationId.random());
    }

    /** Ghosts from another host of the world, east of this one. */
    void receivesGhosts(GhostUpdate.Ghost... players) {
        var table1 = new HostAssignment("table-1", 2);
        var bounds = new Bounds(100, 200, 0, 100);
        var band = new GhostUpdate.GhostCell("beyond", 1, bounds, List.of(players));
        remoteGhosts.received(
                new GhostUpdate(WORLD, table1.name(), 2, "process", "10.0.0.7:8080", Instant.EPOCH, List.of(band)),
                new TopologyMessage(WORLD, 2, 1, bounds, 10, List.of(table1), List.of()),
                "table-0");
    }

    double refused(String reason) {
        var counter =
                meters.find("fleetforge.play.refused").tag("reason", reason).counter();
        return counter == null ? 0 : counter.count();
    }

    @Override
    public void close() {
        started.host().stop(CorrelationId.random());
    }

    /** One socket and the messages sent to it. */
    final class Guest implements Connection {
        final List<ServerMessage> received = Collections.synchronizedList(new ArrayList<>());
        final List<CompletableFuture<Void>> held = Collections.synchronizedList(new ArrayList<>());
        final SendQueue sendQueue = new SendQueue(this, WireFormat.BINARY, metrics, nowNs::get);
        final PlayClient client = new PlayClient(
                sendQueue, gateway, playSessions, new ClientLimits(limits, metrics, nowNs::get), Runnable::run);
        volatile boolean reads = true;
        volatile int pings;
        volatile int closeCode;

        @Override
        public String remoteAddress() {
            return "192.0.2.1";
        }

        Guest sends(ClientMessage message) {
            client.received(new Frame.Binary(ClientFrames.encode(message)));
            return this;
        }

        /** One pass of the view thread. */
        Guest sendView() {
            client.sendView(nowNs.get());
            return this;
        }

        <T extends ServerMessage> List<T> received(Class<T> type) {
            synchronized (received) {
                return received.stream()
                        .filter(type::isInstance)
                        .map(type::cast)
                        .toList();
            }
        }

        @Override
        public CompletionStage<Void> text(String message) {
            throw new IllegalStateException("a binary socket");
        }

        @Override
        public CompletionStage<Void> binary(byte[] message) {
            try {
                received.add(ServerFrames.decode(message));
            } catch (io.fleetforge.contracts.play.RefusedFrameException e) {
                throw new IllegalStateException(e);
            }
            var taken = new CompletableFuture<Void>();
            if (reads) {
                taken.complete(null);
            } else {
                held.add(taken);
            }
            return taken;
        }

        @Override
        public CompletionStage<Void> ping() {
            pings++;
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public boolean isOpen() {
            return closeCode == 0;
        }

        @Override
        public void close(int code, String reason) {
            closeCode = code;
        }
    }

    private final class OpenGateway implements SessionGateway {
        @Override
        public String address(String host) {
            return host.equals("table-1") ? "10.0.0.7:8080" : "";
        }

        @Override
        public String publicUrl() {
            return publicUrl;
        }

        @Override
        public boolean isOpen() {
            return isActive;
        }

        @Override
        public Answer join(Join join, String source) {
            if (refusal != null) {
                throw refusal;
            }
            var opened = sessions.open(join.player());
            var id = opened.session().id();
            var answer = new CompletableFuture<CellAnswer>();
            started.host()
                    .cellAt(join.x(), join.y())
                    .orElseThrow()
                    .offer(new CellInput.Enter(new Entity(id, join.x(), join.y(), join.x(), join.y()), answer));
            sessions.entered(id, ((CellAnswer.Done) answer.join()).cell());
            return new Answer.Entered(opened.session(), new SessionTokenClaims(id, 1, opened.secret()), !continues);
        }

        @Override
        public Answer resume(String token) {
            var session = sessions.find(token).orElseThrow(() -> new ProblemException(401, "bad-token", "no"));
            return new Answer.Entered(session, new SessionTokenClaims(token, session.epoch(), "secret"), false);
        }

        @Override
        public void leave(Session session, String reason) {
            left.add(session.player() + " " + reason);
            sessions.close(session.id());
        }

        @Override
        public void requireInWorld(double x, double y) {
            if (x < 0 || x >= 100) {
                throw new ProblemException(400, "outside-world", "outside");
            }
        }

        @Override
        public String token(SessionTokenClaims claims) {
            return claims.session() + "@" + claims.epoch();
        }

        @Override
        public void active(Session session) {
            sessions.active(session.id());
        }

        @Override
        public void disconnected(Session session, boolean delivered) {
            disconnected.add(session.player() + (delivered ? "" : " without a token"));
        }

        @Override
        public Optional<Departure> departure(Session session) {
            return sessions.has(session) && !departed.contains(session.player())
                    ? Optional.empty()
                    : Optional.of(new Departure(Optional.of(new SessionRedirect("table-1", session.epoch() + 1))));
        }
    }

    private record PlayLimits() implements CellConfig.Play {
        @Override
        public int viewsPerSecond() {
            return 10;
        }

        @Override
        public int viewLimit() {
            return 50;
        }

        @Override
        public int inputsPerSecond() {
            return 30;
        }

        @Override
        public int maxFrameBytes() {
            return 256;
        }

        @Override
        public Duration joinWithin() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration pingEvery() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Duration silentAfter() {
            return Duration.ofSeconds(30);
        }

        @Override
        public Duration slowAfter() {
            return Duration.ofSeconds(5);
        }

        @Override
        public int sendBufferBytes() {
            return 1024;
        }
    }

    /** Keeps the registry in step with the cells; publishes nothing. */
    private static final class RecordingEvents extends NoopHostEventListener {
        private final SessionRegistry sessions;

        RecordingEvents(SessionRegistry sessions) {
            this.sessions = sessions;
        }

        @Override
        public void sessionMoved(Entity entity, CellAgent to, Cause cause, String reason) {
            sessions.moved(entity.id(), to.id());
        }

        @Override
        public boolean sessionAdopted(SavedSession session, CellAssignment to, Cause cause, String reason) {
            return false;
        }
    }

    static Map<String, String> busy() {
        return Map.of("Retry-After", "5");
    }
}
