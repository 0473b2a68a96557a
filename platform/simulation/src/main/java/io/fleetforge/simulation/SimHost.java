package io.fleetforge.simulation;

import io.fleetforge.cell.durability.AckTracker;
import io.fleetforge.cell.durability.OwnedSessions;
import io.fleetforge.cell.durability.Scheduler;
import io.fleetforge.cell.durability.SessionJournal;
import io.fleetforge.cell.messaging.CellEventPublisher;
import io.fleetforge.cell.messaging.CheckpointPublisher;
import io.fleetforge.cell.metrics.CellMetrics;
import io.fleetforge.cell.ownership.HostSessions;
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
import io.fleetforge.contracts.message.HostTelemetry.CellSample;
import io.fleetforge.contracts.names.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/** One process of a host pod: the real cell host with its real records, on simulated time, log and network. */
final class SimHost {

    static final CorrelationId CORRELATION = new CorrelationId("simulation");
    private static final long TICK_MS = 50;
    private static final double MAX_STEP = 15;
    private static final long CHECKPOINT_MS = 2000;
    private static final long FLUSH_MS = 800;

    private final Sim sim;
    private final HostIdentity identity;
    private final SessionRegistry registry;
    private final SessionRecords records;
    private final OwnedSessions ownedSessions;
    private final AckTracker acknowledged;
    private final KafkaPersistence persistence;
    private final CellHost host;
    private final TickScheduler scheduler;
    private final Consumer<HostTelemetry> telemetry;
    private boolean alive = true;
    private final SimHeartbeats heartbeats;
    private long partitionedUntilMs;
    private boolean stopping;

    SimHost(Sim sim, HostIdentity identity, Consumer<HostTelemetry> telemetry) {
        this.sim = sim;
        this.identity = identity;
        this.telemetry = telemetry;
        var time = sim.time();
        var clock = time.clock(time.between(-3000, 3000));
        heartbeats = new SimHeartbeats(sim, identity, clock, this::isPartitioned);
        registry = new SessionRegistry(() -> time.nowMs() * 1_000_000, sim::nextSession);
        records = new SessionRecords(identity, this::publisher, scheduler(sim.is(Mutant.SEND_ONCE_ONLY)), clock, true);
        ownedSessions = records.owned(registry);
        acknowledged = new AckTracker(ownedSessions);
        var checkpoints = new CheckpointPublisher(
                publisher(Topics.CELL_CHECKPOINTS), records.outbox(), identity, registry, clock);
        var recoverable = new RecoverableSessions(
                sim::readRecoveryLog,
                identity,
                sim.is(Mutant.REMEMBER_NOTHING) ? new SessionRegistry(() -> 0) : registry,
                new CountDownLatch(0),
                () -> true);
        persistence = new KafkaPersistence(checkpoints, recoverable);
        var metrics = new CellMetrics(new SimpleMeterRegistry(), identity.world(), registry);
        var events = new CellEventPublisher(publisher(Topics.CELL_EVENTS), records.outbox(), identity, metrics, clock);
        var hostSessions = new HostSessions(registry, records, events, new SessionReleaseNotifier(), metrics);
        var started = CellHosts.withoutThreads(
                identity,
                new CellHosts.Outside(
                        new SimHostEvents(hostSessions.listener(), sim, this::sessions),
                        new SimPersistence(persistence, sim),
                        (late, took) -> {}),
                MAX_STEP,
                () -> time.nowMs() * 1_000_000);
        host = started.host();
        scheduler = started.scheduler();
    }

    private io.fleetforge.runtime.messaging.EventPublisher publisher(String topic) {
        return sim.kafka()
                .publisher(identity.processId(), topic, () -> alive, this::isPartitioned)
                .onlyWhile(heartbeats.fence()::isOpen);
    }

    private Scheduler scheduler(boolean never) {
        return new Scheduler() {
            @Override
            public Executor soon() {
                return Runnable::run;
            }

            @Override
            public Executor after(Duration delay) {
                return command -> {
                    if (!never) {
                        sim.time().after(delay.toMillis(), whileAlive(command));
                    }
                };
            }
        };
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
        return alive && !stopping && isActive();
    }

    boolean isActive() {
        return heartbeats.fence().isOpen();
    }

    /** Nothing gets through to it or from it for so long, but for its players. */
    void partition(long ms) {
        sim.record(String.format(Locale.ROOT, "%s is partitioned for %d ms", this, ms));
        partitionedUntilMs = sim.time().nowMs() + ms;
    }

    boolean isPartitioned() {
        return sim.time().nowMs() < partitionedUntilMs;
    }

    /** Whether Kafka can be reached from here. */
    boolean isKafkaThere() {
        return !isPartitioned() && !sim.kafka().isAway();
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

    SessionJournal journal() {
        return records.journal();
    }

    /** Sessions that this process has. */
    List<Session> sessions() {
        return registry.idle(Duration.ZERO).stream()
                .sorted(Comparator.comparing(Session::id))
                .toList();
    }

    /** Starts: the position in the handoffs, then the newest topology, then every further record. */
    void start() {
        var inbox = new SimInbox(sim, this);
        whenKafkaIsThere(inbox::catchUp);
        every(TICK_MS, TICK_MS, scheduler::tickAll);
        every(CHECKPOINT_MS, CHECKPOINT_MS, this::checkpoint);
        every(200, 300, this::sample);
        every(200, 300, heartbeats::renew);
    }

    private void whenKafkaIsThere(Runnable what) {
        sim.time().after(sim.time().between(10, 100), whileAlive(() -> {
            if (!isKafkaThere()) {
                whenKafkaIsThere(what);
            } else {
                what.run();
            }
        }));
    }

    void every(long fromMs, long toMs, Runnable what) {
        sim.time().after(sim.time().between(fromMs, toMs), whileAlive(() -> {
            if (!stopping) {
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

    private void sample() {
        var topology = host.topology();
        if (topology == null || !isKafkaThere() || !isActive()) {
            return;
        }
        heartbeats.fence().telemetryAcknowledged(sim.time().nowMs() * 1_000_000);
        var cells = host.cells().stream()
                .map(cell -> new CellSample(cell.id(), cell.epoch(), cell.state(), cell.players(), 0, 0, 0))
                .toList();
        telemetry.accept(new HostTelemetry(
                identity.world(),
                identity.host(),
                identity.incarnation(),
                identity.processId(),
                sim.is(Mutant.ACKNOWLEDGE_EARLY)
                        ? host.appliedRevision()
                        : acknowledged.acknowledgedRevision(host.appliedRevision()),
                sim.time().clock(0).instant(),
                ownedSessions.count(),
                cells));
    }

    /** kill -9. */
    void kill() {
        alive = false;
        persistence.close();
    }

    /** SIGTERM: what it has is kept, then it ends; {@code then} runs after. */
    void terminate(Runnable then) {
        if (!stopping && alive) {
            persistence.close();
            host.stop(CORRELATION);
            stopping = true;
        }
        sim.time().after(FLUSH_MS, () -> {
            if (alive) {
                heartbeats.releaseLease();
            }
            alive = false;
            then.run();
        });
    }

    @Override
    public String toString() {
        return Objects.toString(identity.processId());
    }
}
