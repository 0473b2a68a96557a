package io.fleetforge.simulation;

import io.fleetforge.cell.durability.OwnedSessions;
import io.fleetforge.cell.gateway.PlayerOperations;
import io.fleetforge.cell.lifecycle.ShutdownSteps;
import io.fleetforge.cell.messaging.CellEventPublisher;
import io.fleetforge.cell.messaging.CheckpointPublisher;
import io.fleetforge.cell.metrics.CellMetrics;
import io.fleetforge.cell.ownership.HostSessions;
import io.fleetforge.cell.ownership.RecordRefresh;
import io.fleetforge.cell.ownership.SessionRecords;
import io.fleetforge.cell.persistence.KafkaPersistence;
import io.fleetforge.cell.persistence.RecoverableSessions;
import io.fleetforge.cell.runtime.CellAgent;
import io.fleetforge.cell.runtime.CellAnswer;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.runtime.CellHosts;
import io.fleetforge.cell.runtime.CellInput;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.cell.runtime.TickScheduler;
import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.session.SessionReleaseNotifier;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.HostTelemetry;
import io.fleetforge.contracts.names.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;

/** One process of a host pod: the real cell host with its real records, on simulated time, log and network. */
final class SimHost {

    static final CorrelationId CORRELATION = new CorrelationId("simulation");
    private static final long TICK_MS = 50;
    private static final double MAX_STEP = 15;
    private static final long CHECKPOINT_MS = 2000;
    private static final long RESTARTS_MS = 250;
    /** Often, so that a run has many records that are written again. */
    private static final Duration REFRESH = Duration.ofSeconds(8);

    private final Sim sim;
    private final HostIdentity identity;
    private final SimNetwork network;
    private final SessionRegistry registry;
    private final HostSessions sessions;
    private final OwnedSessions ownedSessions;
    private final KafkaPersistence persistence;
    private final CellHost host;
    private final TickScheduler scheduler;
    private final SimReports reports;
    private final SimHeartbeats heartbeats;
    private final PlayerOperations players;
    private final SimShutdown shutdown;
    private boolean alive = true;
    private boolean serving = true;
    private boolean ticking;
    private boolean busy;
    private boolean recoveryAborted;

    SimHost(Sim sim, HostIdentity identity, Consumer<HostTelemetry> telemetry) {
        this.sim = sim;
        this.identity = identity;
        var time = sim.time();
        var clock = time.clock(time.between(-3000, 3000));
        network = new SimNetwork(sim, identity.processId(), this::isAlive);
        heartbeats = new SimHeartbeats(sim, identity, clock, network::isApiCut);
        registry = new SessionRegistry(() -> time.nowMs() * 1_000_000, sim::nextSession);
        var publishers = new SimPublishers(sim, network.producer(), heartbeats.fence());
        var records =
                new SessionRecords(identity, publishers::fenced, new SimScheduler(sim, this::whileAlive), clock, true);
        ownedSessions = records.owned(registry);
        var metrics = new CellMetrics(new SimpleMeterRegistry(), identity.world(), registry);
        var events =
                new CellEventPublisher(publishers.open(Topics.CELL_EVENTS), records.outbox(), identity, metrics, clock);
        sessions = new HostSessions(registry, records, events, new SessionReleaseNotifier(), metrics);
        persistence = new KafkaPersistence(
                new CheckpointPublisher(
                        publishers.fenced(Topics.CELL_CHECKPOINTS), records.outbox(), identity, registry, clock),
                new RecordRefresh(registry, records, REFRESH),
                new RecoverableSessions(
                        new SimRecovery(sim, this),
                        identity,
                        sim.is(Mutant.REMEMBER_NOTHING) ? new SessionRegistry(() -> 0) : registry,
                        new CountDownLatch(0),
                        () -> true));
        var started = CellHosts.withoutThreads(
                identity,
                new CellHosts.Outside(
                        new SimHostEvents(sessions.listener(), sim, this),
                        new SimPersistence(persistence, sim, this),
                        (late, took) -> {}),
                MAX_STEP,
                () -> time.nowMs() * 1_000_000);
        host = started.host();
        scheduler = started.scheduler();
        players = new PlayerOperations(
                host, sessions, SimTokens.of(identity, clock), heartbeats.fence(), SimTokens.openPolicy());
        reports = new SimReports(sim, this, ownedSessions, heartbeats.fence(), telemetry);
        shutdown = new SimShutdown(sim, this, records, new ShutdownSteps(host, this::endTraffic, heartbeats));
    }

    Runnable whileAlive(Runnable command) {
        return () -> {
            if (alive) {
                command.run();
            }
        };
    }

    boolean isAlive() {
        return alive;
    }

    /** Whether it may answer for sessions: it runs, and has not released them. */
    boolean answers() {
        return alive && serving && isActive();
    }

    boolean isActive() {
        return heartbeats.fence().isOpen();
    }

    /** Whether a cell of it ticks right now. */
    boolean isTicking() {
        return ticking;
    }

    SimNetwork network() {
        return network;
    }

    /** Whether it can read the topic now. */
    boolean canRead(String topic) {
        return !network.isPartitioned() && sim.kafka().isReadable(topic);
    }

    /** A later incarnation of this host is listed. */
    void replaced() {
        heartbeats.fence().replaced();
    }

    HostIdentity identity() {
        return identity;
    }

    CellHost host() {
        return host;
    }

    SessionRegistry registry() {
        return registry;
    }

    HostSessions hostSessions() {
        return sessions;
    }

    /** What players may do here. */
    PlayerOperations players() {
        return players;
    }

    /** Sessions that this process has. */
    List<Session> sessions() {
        return registry.idle(Duration.ZERO).stream()
                .sorted(Comparator.comparing(Session::id))
                .toList();
    }

    /** Whether it waits in a call that holds the lock of the host. */
    boolean isBusy() {
        return busy;
    }

    /** The wait in progress ends as when the process ends. */
    void abortRecovery() {
        recoveryAborted = true;
    }

    /** Waits under the lock of the host, while its cells tick and everything else goes on; false when the process ends. */
    boolean waitFor(long ms) {
        var outer = busy;
        busy = true;
        sim.time().runUntil(sim.time().nowMs() + ms);
        busy = outer;
        return alive && !recoveryAborted;
    }

    /** Starts: the position in the handoffs, then the newest topology, then every further record. */
    void start() {
        var inbox = new SimInbox(sim, this);
        whenKafkaIsThere(inbox::catchUp);
        every(TICK_MS, TICK_MS, this::tick);
        every(CHECKPOINT_MS, CHECKPOINT_MS, this::checkpoint);
        every(200, 300, reports::sample);
        if (!sim.is(Mutant.RESTART_NEVER)) {
            every(RESTARTS_MS, RESTARTS_MS, () -> {
                if (!busy) {
                    host.restartFailed();
                }
            });
        }
        renew();
    }

    private void tick() {
        ticking = true;
        try {
            scheduler.tickAll();
        } finally {
            ticking = false;
        }
    }

    private void renew() {
        sim.time().after(sim.time().between(200, 300), whileAlive(() -> {
            heartbeats.renew();
            renew();
        }));
    }

    private void whenKafkaIsThere(Runnable what) {
        sim.time().after(sim.time().between(10, 100), whileAlive(() -> {
            if (!canRead(Topics.WORLD_TOPOLOGY)) {
                whenKafkaIsThere(what);
            } else if (serving) {
                what.run();
            }
        }));
    }

    void every(long fromMs, long toMs, Runnable what) {
        sim.time().after(sim.time().between(fromMs, toMs), whileAlive(() -> {
            if (serving) {
                what.run();
                every(fromMs, toMs, what);
            }
        }));
    }

    private void checkpoint() {
        host.cells().stream()
                .sorted(Comparator.comparing(CellAgent::id))
                .forEach(cell -> ask(cell, CellInput.ListEntities::new, answer -> {
                    if (answer instanceof CellAnswer.Present(var entities, var id, var epoch)) {
                        persistence.save(cell.assignment(), entities);
                    }
                }));
    }

    /** Asks a cell; {@code then} runs when it answers, unless this process is gone by then. */
    void ask(CellAgent cell, Function<CompletableFuture<CellAnswer>, CellInput> question, Consumer<CellAnswer> then) {
        var answer = new CompletableFuture<CellAnswer>();
        var unused = answer.thenAccept(answered -> {
            if (alive) {
                then.accept(answered);
            }
        });
        cell.offer(question.apply(answer));
    }

    /** The cell that a session of this process is in. */
    Optional<CellAgent> cellOf(String session) {
        return registry.find(session).flatMap(known -> host.cell(known.cell()));
    }

    /** kill -9. */
    void kill() {
        alive = false;
        network.producer().ended();
        persistence.close();
    }

    /** SIGTERM: drains, keeps what it has, and ends; {@code then} runs after. */
    void terminate(Runnable then) {
        shutdown.run(ownedSessions, then);
    }

    private void endTraffic() {
        serving = false;
        persistence.close();
    }

    @Override
    public String toString() {
        return Objects.toString(identity.processId());
    }
}
