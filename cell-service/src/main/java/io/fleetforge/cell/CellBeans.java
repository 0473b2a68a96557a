package io.fleetforge.cell;

import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.cell.messaging.BorderAdapter;
import io.fleetforge.cell.messaging.BorderPublisher;
import io.fleetforge.cell.messaging.BoundedRead;
import io.fleetforge.cell.messaging.CellMetrics;
import io.fleetforge.cell.messaging.CellNewsPublisher;
import io.fleetforge.cell.messaging.CheckpointPublisher;
import io.fleetforge.cell.messaging.HandoffAdapter;
import io.fleetforge.cell.messaging.HandoffPublisher;
import io.fleetforge.cell.messaging.KafkaPersistence;
import io.fleetforge.cell.messaging.Later;
import io.fleetforge.cell.messaging.Outbox;
import io.fleetforge.cell.messaging.SessionJournal;
import io.fleetforge.cell.messaging.SessionsHere;
import io.fleetforge.cell.messaging.SurvivorReader;
import io.fleetforge.cell.messaging.TailSource;
import io.fleetforge.cell.messaging.TelemetryPublisher;
import io.fleetforge.cell.play.PlayMetrics;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.runtime.CellHosts;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.cell.runtime.Persistence;
import io.fleetforge.cell.runtime.TickScheduler;
import io.fleetforge.cell.session.SessionExits;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.session.SessionTokens;
import io.fleetforge.cell.view.Neighbours;
import io.fleetforge.contracts.message.WorldRef;
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

/** Wires the rooms of a host. */
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
    SessionExits exits() {
        return new SessionExits();
    }

    @Produces
    @Singleton
    SessionTokens tokens(CellConfig config, Clock clock) {
        return new SessionTokens(config.sessionKey(), config.worldUid(), clock, config.sessionTokenLife());
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

    @Produces
    @Singleton
    Outbox outbox() {
        return new Outbox();
    }

    @Produces
    @Singleton
    SessionJournal journal(
            @Channel("cell-sessions") MutinyEmitter<byte[]> emitter,
            HostIdentity identity,
            Speech speech,
            CellConfig config) {
        return new SessionJournal(
                speech.guarded(emitter, source(identity)),
                identity,
                speech.clock(),
                Later.real(),
                config.persistence());
    }

    /** How this host speaks: what others act on only while it may act. */
    record Speech(Fence fence, Clock clock) {
        EventPublisher guarded(MutinyEmitter<byte[]> emitter, String source) {
            return new EventPublisher(emitter, source, clock).onlyWhile(fence::isOpen);
        }
    }

    @Produces
    @Singleton
    Speech speech(Fence fence, Clock clock) {
        return new Speech(fence, clock);
    }

    @Produces
    @Singleton
    CheckpointPublisher checkpoints(
            @Channel("cell-checkpoints") MutinyEmitter<byte[]> emitter,
            Outbox outbox,
            HostIdentity identity,
            SessionRegistry sessions,
            Speech speech) {
        return new CheckpointPublisher(
                speech.guarded(emitter, source(identity)), outbox, identity, sessions, speech.clock());
    }

    @Produces
    @Singleton
    KafkaPersistence persistence(
            CheckpointPublisher checkpoints,
            HostIdentity identity,
            SessionRegistry sessions,
            BoundedRead read,
            Fence fence,
            Positioned positioned,
            CellMetrics metrics) {
        return new KafkaPersistence(
                checkpoints,
                identity,
                sessions,
                new SurvivorReader(read, metrics::lost),
                positioned.latch(),
                fence::isOpen);
    }

    @Produces
    @Singleton
    BoundedRead read(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        return new BoundedRead(broker);
    }

    /** Counted down when hand-overs are read as they come. */
    record Positioned(CountDownLatch latch) {}

    @Produces
    @Singleton
    Positioned positioned() {
        return new Positioned(new CountDownLatch(1));
    }

    @Produces
    @Singleton
    HandoffPublisher handoffs(
            @Channel("cell-handoffs") MutinyEmitter<byte[]> emitter,
            Outbox outbox,
            SessionJournal journal,
            HostIdentity identity,
            Speech speech) {
        return new HandoffPublisher(
                speech.guarded(emitter, source(identity)), outbox, journal, identity, speech.clock());
    }

    @Produces
    @Singleton
    TailSource tails(@Identifier("default-kafka-broker") Map<String, Object> broker, MeterRegistry registry) {
        return new TailSource(BoundedRead.settings(broker), new Meters(registry));
    }

    @Produces
    @Singleton
    HandoffAdapter handoffAdapter(
            TailSource source, CellHost host, Positioned positioned, CellMetrics metrics, Clock clock) {
        return new HandoffAdapter(source, host, positioned.latch(), metrics, clock);
    }

    @Produces
    @Singleton
    CellNewsPublisher.Sessions known(
            SessionRegistry sessions, SessionJournal journal, HandoffPublisher handoffs, SessionExits exits) {
        return new CellNewsPublisher.Sessions(sessions, journal, handoffs, exits);
    }

    @Produces
    @Singleton
    CellNewsPublisher news(
            @Channel("cell-events") MutinyEmitter<byte[]> emitter,
            Outbox outbox,
            HostIdentity identity,
            CellNewsPublisher.Sessions sessions,
            CellMetrics metrics,
            Clock clock) {
        return new CellNewsPublisher(
                new EventPublisher(emitter, source(identity), clock), outbox, identity, sessions, metrics, clock);
    }

    @Produces
    @Singleton
    CellHosts.Started started(
            HostIdentity identity,
            CellNewsPublisher news,
            KafkaPersistence persistence,
            CellMetrics metrics,
            CellConfig config) {
        var workers =
                config.workers() > 0 ? config.workers() : Runtime.getRuntime().availableProcessors();
        var pace = new CellHosts.Pace(Duration.ofSeconds(1).dividedBy(config.ticksPerSecond()), config.maxSpeed());
        var outside =
                new CellHosts.Outside(news, config.persistence() ? persistence : Persistence.OFF, metrics::ticked);
        var started = CellHosts.start(identity, outside, workers, pace);
        if (config.persistence()) {
            metrics.keeping(started.host(), persistence.ages(), config.checkpointInterval());
        }
        return started;
    }

    @Produces
    @Singleton
    CellHost host(CellHosts.Started started, CellMetrics metrics, SessionsHere sessions, Fence fence) {
        metrics.watch(sessions, fence);
        return started.host();
    }

    @Produces
    @Singleton
    TickScheduler scheduler(CellHosts.Started started) {
        return started.scheduler();
    }

    @Produces
    @Singleton
    SessionsHere sessionsHere(SessionRegistry sessions, SessionJournal journal, HandoffPublisher handoffs) {
        return new SessionsHere(sessions, journal, handoffs);
    }

    @Produces
    @Singleton
    TelemetryPublisher telemetry(
            @Channel("cell-telemetry") MutinyEmitter<byte[]> emitter,
            CellHost host,
            SessionsHere sessions,
            Speech speech) {
        var identity = host.identity();
        return new TelemetryPublisher(
                host,
                sessions,
                new EventPublisher(emitter, source(identity), speech.clock()),
                speech.fence(),
                speech.clock());
    }

    @Produces
    @Singleton
    Neighbours neighbours(CellConfig config) {
        return new Neighbours(config.viewRadius(), System::nanoTime);
    }

    @Produces
    @Singleton
    BorderPublisher borderPublisher(
            @Channel("cell-borders") MutinyEmitter<byte[]> emitter,
            CellHost host,
            SessionRegistry sessions,
            Speech speech,
            CellConfig config) {
        return new BorderPublisher(
                host,
                sessions,
                speech.guarded(emitter, source(host.identity())),
                speech.clock(),
                new BorderPublisher.Settings(
                        config.address(), config.viewRadius(), config.play().viewsPerSecond()));
    }

    @Produces
    @Singleton
    BorderAdapter borderAdapter(TailSource source, CellHost host, Neighbours neighbours) {
        return new BorderAdapter(source, host, neighbours);
    }

    @Produces
    @Singleton
    Borders borders(BorderPublisher publisher, BorderAdapter adapter) {
        return new Borders(publisher, adapter);
    }

    private static String source(HostIdentity identity) {
        return "/fleetforge/cell/" + identity.world().key() + "/" + identity.host();
    }
}
