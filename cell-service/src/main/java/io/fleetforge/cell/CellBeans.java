package io.fleetforge.cell;

import io.fleetforge.cell.SessionLogBeans.SessionLog;
import io.fleetforge.cell.config.CellConfig;
import io.fleetforge.cell.connection.PlayMetrics;
import io.fleetforge.cell.durability.OwnedSessions;
import io.fleetforge.cell.durability.Scheduler;
import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.cell.gateway.PlayerOperations;
import io.fleetforge.cell.interest.RemoteGhosts;
import io.fleetforge.cell.join.JoinPolicy;
import io.fleetforge.cell.messaging.CellEventPublisher;
import io.fleetforge.cell.messaging.CheckpointPublisher;
import io.fleetforge.cell.messaging.GhostAdapter;
import io.fleetforge.cell.messaging.GhostPublisher;
import io.fleetforge.cell.messaging.HandoffAdapter;
import io.fleetforge.cell.messaging.TelemetryPublisher;
import io.fleetforge.cell.metrics.CellMetrics;
import io.fleetforge.cell.ownership.HostSessions;
import io.fleetforge.cell.ownership.RecordRefresh;
import io.fleetforge.cell.ownership.SessionRecords;
import io.fleetforge.cell.persistence.KafkaPersistence;
import io.fleetforge.cell.persistence.KafkaRecoveryLogReader;
import io.fleetforge.cell.persistence.RecoverableSessions;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.runtime.CellHosts;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.cell.runtime.Persistence;
import io.fleetforge.cell.runtime.TickScheduler;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.session.SessionReleaseNotifier;
import io.fleetforge.cell.session.SessionTokens;
import io.fleetforge.cell.topics.BoundedTopicRead;
import io.fleetforge.cell.topics.TailSource;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.contracts.retention.RecordRetention;
import io.fleetforge.runtime.messaging.EventPublisher;
import io.fleetforge.runtime.metric.Meters;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.eclipse.microprofile.reactive.messaging.Channel;

/** CDI wiring of a cell host. */
public class CellBeans {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    HostIdentity identity(CellConfig config) {
        return new HostIdentity(
                new WorldRef(config.worldNamespace(), config.worldName(), config.worldUid()),
                config.hostName(),
                config.hostIncarnation(),
                UUID.randomUUID().toString());
    }

    @Produces
    @Singleton
    Fence fence(CellConfig config) {
        return config.fencing() ? new Fence(System::nanoTime) : Fence.none();
    }

    @Produces
    @Singleton
    SessionRegistry sessions() {
        return new SessionRegistry(System::nanoTime);
    }

    @Produces
    @Singleton
    SessionReleaseNotifier releases() {
        return new SessionReleaseNotifier();
    }

    @Produces
    @Singleton
    CellMetrics metrics(MeterRegistry registry, HostIdentity identity, SessionRegistry sessions) {
        return new CellMetrics(registry, identity.world(), sessions);
    }

    @Produces
    @Singleton
    PlayMetrics playMetrics(MeterRegistry registry, HostIdentity identity) {
        return new PlayMetrics(registry, identity.world());
    }

    /** How records that other processes act on leave this host: only while the fence is open. */
    record EventSending(Fence fence, Clock clock) {
        EventPublisher guarded(MutinyEmitter<byte[]> emitter, String source) {
            return new EventPublisher(emitter, source, clock).onlyWhile(fence::isOpen);
        }
    }

    @Produces
    @Singleton
    EventSending eventSending(Fence fence, Clock clock) {
        return new EventSending(fence, clock);
    }

    @Produces
    @Singleton
    SessionRecords sessionRecords(SessionLog log, HostIdentity identity, CellConfig config, Clock clock) {
        return new SessionRecords(identity, log::publisher, Scheduler.real(), clock, config.persistence());
    }

    @Produces
    @Singleton
    OwnedSessions ownedSessions(SessionRegistry sessions, SessionRecords records) {
        return records.owned(sessions);
    }

    @Produces
    @Singleton
    HostSessions hostSessions(
            SessionRegistry sessions,
            SessionRecords records,
            CellEventPublisher events,
            SessionReleaseNotifier releases,
            CellMetrics metrics) {
        return new HostSessions(sessions, records, events, releases, metrics);
    }

    @Produces
    @Singleton
    CheckpointPublisher checkpoints(
            SessionLog log, SessionRecords records, HostIdentity identity, SessionRegistry sessions, Clock clock) {
        return new CheckpointPublisher(
                log.publisher(Topics.CELL_CHECKPOINTS), records.outbox(), identity, sessions, clock);
    }

    @Produces
    @Singleton
    RecoverableSessions recoverableSessions(
            HostIdentity identity,
            SessionRegistry sessions,
            BoundedTopicRead read,
            Fence fence,
            Positioned positioned,
            CellMetrics metrics,
            Clock clock) {
        return new RecoverableSessions(
                new KafkaRecoveryLogReader(read, clock, metrics::lost),
                identity,
                sessions,
                positioned.latch(),
                fence::isOpen);
    }

    @Produces
    @Singleton
    KafkaPersistence persistence(
            CheckpointPublisher checkpoints,
            SessionRegistry sessions,
            SessionRecords records,
            RecoverableSessions recoverable,
            CellConfig config) {
        var age = RecordRetention.refreshAfter(config.retentionPeriod());
        return new KafkaPersistence(checkpoints, new RecordRefresh(sessions, records, age), recoverable);
    }

    @Produces
    @Singleton
    BoundedTopicRead read(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        return new BoundedTopicRead(broker);
    }

    /** Counted down once new handoff records are being read. */
    record Positioned(CountDownLatch latch) {}

    @Produces
    @Singleton
    Positioned positioned() {
        return new Positioned(new CountDownLatch(1));
    }

    @Produces
    @Singleton
    TailSource tails(@Identifier("default-kafka-broker") Map<String, Object> broker, MeterRegistry registry) {
        return new TailSource(BoundedTopicRead.settings(broker), new Meters(registry));
    }

    @Produces
    @Singleton
    HandoffAdapter handoffAdapter(
            TailSource source, CellHost host, Positioned positioned, CellMetrics metrics, Clock clock) {
        return new HandoffAdapter(source, host, positioned.latch(), metrics, clock);
    }

    @Produces
    @Singleton
    CellEventPublisher cellEventPublisher(
            @Channel("cell-events") MutinyEmitter<byte[]> emitter,
            SessionRecords records,
            HostIdentity identity,
            CellMetrics metrics,
            Clock clock) {
        return new CellEventPublisher(
                new EventPublisher(emitter, source(identity), clock), records.outbox(), identity, metrics, clock);
    }

    @Produces
    @Singleton
    CellHosts.Started started(
            HostIdentity identity,
            HostSessions sessions,
            KafkaPersistence persistence,
            CellMetrics metrics,
            CellConfig config) {
        var workers =
                config.workers() > 0 ? config.workers() : Runtime.getRuntime().availableProcessors();
        var tickRate =
                new CellHosts.TickRate(Duration.ofSeconds(1).dividedBy(config.ticksPerSecond()), config.maxSpeed());
        var outside = new CellHosts.Outside(
                sessions.listener(), config.persistence() ? persistence : Persistence.OFF, metrics);
        var started = CellHosts.start(identity, outside, workers, tickRate);
        if (config.persistence()) {
            metrics.persistence(started.host(), persistence.ages(), config.checkpointInterval());
        }
        return started;
    }

    @Produces
    @Singleton
    CellHost host(CellHosts.Started started, CellMetrics metrics, OwnedSessions sessions, Fence fence) {
        metrics.bind(sessions, fence);
        return started.host();
    }

    @Produces
    @Singleton
    PlayerOperations players(
            CellHost host, HostSessions hostSessions, SessionTokens tokens, Fence fence, JoinPolicy policy) {
        return new PlayerOperations(host, hostSessions, tokens, fence, policy);
    }

    @Produces
    @Singleton
    TickScheduler tickScheduler(CellHosts.Started started) {
        return started.scheduler();
    }

    @Produces
    @Singleton
    TelemetryPublisher telemetry(
            @Channel("cell-telemetry") MutinyEmitter<byte[]> emitter,
            CellHost host,
            OwnedSessions sessions,
            EventSending sending) {
        var identity = host.identity();
        return new TelemetryPublisher(
                host,
                sessions,
                new EventPublisher(emitter, source(identity), sending.clock()),
                sending.fence(),
                sending.clock());
    }

    @Produces
    @Singleton
    RemoteGhosts remoteGhosts(CellConfig config) {
        return new RemoteGhosts(config.viewRadius(), System::nanoTime);
    }

    @Produces
    @Singleton
    GhostPublisher ghostPublisher(
            @Channel("cell-ghosts") MutinyEmitter<byte[]> emitter,
            CellHost host,
            SessionRegistry sessions,
            EventSending sending,
            CellConfig config) {
        return new GhostPublisher(
                host,
                sessions,
                sending.guarded(emitter, source(host.identity())),
                sending.clock(),
                new GhostPublisher.Settings(
                        config.address(), config.viewRadius(), config.play().viewsPerSecond()));
    }

    @Produces
    @Singleton
    GhostAdapter ghostAdapter(TailSource source, CellHost host, RemoteGhosts remoteGhosts) {
        return new GhostAdapter(source, host, remoteGhosts);
    }

    static String source(HostIdentity identity) {
        return "/fleetforge/cell/" + identity.world().key() + "/" + identity.host();
    }
}
