package io.fleetforge.alert;

import static org.eclipse.microprofile.reactive.messaging.OnOverflow.Strategy.BUFFER;

import io.fleetforge.alert.config.AlertConfig;
import io.fleetforge.alert.config.RoutingWatch;
import io.fleetforge.alert.explain.DecisionLog;
import io.fleetforge.alert.ingest.AlertIngestor;
import io.fleetforge.alert.ingest.AlertReader;
import io.fleetforge.alert.ingest.CapacityLimit;
import io.fleetforge.alert.ingest.SenderAuth;
import io.fleetforge.alert.messaging.AlertPublisher;
import io.fleetforge.alert.messaging.DecisionPublisher;
import io.fleetforge.alert.messaging.IncidentLog;
import io.fleetforge.alert.messaging.Partitions;
import io.fleetforge.alert.messaging.StartupCatchup;
import io.fleetforge.alert.messaging.StatePublisher.Speaker;
import io.fleetforge.alert.messaging.StatePublisher;
import io.fleetforge.alert.notify.AddressGuard;
import io.fleetforge.alert.notify.DeliveryMeters;
import io.fleetforge.alert.notify.Dispatcher;
import io.fleetforge.alert.notify.HttpPost;
import io.fleetforge.alert.notify.Mailer;
import io.fleetforge.alert.notify.MessageFactory;
import io.fleetforge.alert.notify.ReceiverClients;
import io.fleetforge.alert.notify.UndeliveredTracker;
import io.fleetforge.alert.ownership.Ownership;
import io.fleetforge.alert.pipeline.FlushLoop;
import io.fleetforge.alert.pipeline.GroupNotifier;
import io.fleetforge.alert.pipeline.Pager;
import io.fleetforge.alert.pipeline.Retention;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.alert.store.ChangeFilter;
import io.fleetforge.runtime.messaging.EventPublisher;
import io.fleetforge.runtime.metric.Meters;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Wires the rooms. Nothing else constructs them, and nothing is looked up. */
public class AlertBeans {

    /** Writes of a channel that may wait for the broker; one more fails at once. */
    private static final int WRITES = 16_384;

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Meters meters(MeterRegistry registry) {
        return new Meters(registry);
    }

    @Produces
    @Singleton
    Speaker speaker(AlertConfig config, @ConfigProperty(name = "quarkus.uuid") UUID boot) {
        return new Speaker(config.instance(), boot.toString());
    }

    @Produces
    @Singleton
    RoutingWatch routingWatch(AlertConfig config) {
        return new RoutingWatch(config.routingFile());
    }

    @Produces
    @Singleton
    AlertStore desk(RoutingWatch routing, Speaker speaker, Clock clock) {
        return new AlertStore(routing.first(), new Ownership(Partitions.STATE, speaker.boot()), clock);
    }

    @Produces
    @Singleton
    StatePublisher statePublisher(
            @Channel("alert-state-out") @OnOverflow(value = BUFFER, bufferSize = WRITES) MutinyEmitter<byte[]> emitter,
            Speaker speaker,
            Clock clock) {
        return new StatePublisher(
                publisher(emitter, speaker, clock), key -> Ownership.partitionOf(key, Partitions.STATE), speaker);
    }

    @Produces
    @Singleton
    AlertPublisher alertPublisher(
            @Channel("alert-events-out") @OnOverflow(value = BUFFER, bufferSize = WRITES)
                    MutinyEmitter<byte[]> received,
            @Channel("alerts-out") @OnOverflow(value = BUFFER, bufferSize = WRITES) MutinyEmitter<byte[]> changed,
            Speaker speaker,
            Clock clock) {
        return new AlertPublisher(publisher(received, speaker, clock), publisher(changed, speaker, clock));
    }

    private static EventPublisher publisher(MutinyEmitter<byte[]> emitter, Speaker speaker, Clock clock) {
        return new EventPublisher(emitter, "/fleetforge/alert-router/" + speaker.instance(), clock);
    }

    @Produces
    @Singleton
    StartupCatchup startUp(AlertStore desk, Speaker speaker, AlertPublisher alerts, StatePublisher state, Clock clock) {
        return new StartupCatchup(
                desk,
                speaker.boot(),
                Partitions.places(),
                new StartupCatchup.Writers(speaker.instance(), alerts, state, clock));
    }

    @Produces
    @Singleton
    IncidentLog incidentLog(AlertStore desk, StatePublisher state, Meters meters) {
        return new IncidentLog(desk, state, meters);
    }

    @Produces
    @Singleton
    AlertReader alertReader(AlertConfig config) {
        return new AlertReader(config.resolveTimeout(), config.webhookFiresFor());
    }

    @Produces
    @Singleton
    CapacityLimit alertRoom(AlertStore desk, AlertConfig config) {
        return new CapacityLimit(desk, config.mostAlerts());
    }

    @Produces
    @Singleton
    ChangeFilter news(AlertStore desk) {
        return new ChangeFilter(desk);
    }

    @Produces
    @Singleton
    AlertIngestor.Gate gate(ChangeFilter news, CapacityLimit room) {
        return new AlertIngestor.Gate(news, room);
    }

    @Produces
    @Singleton
    AlertIngestor alertsIn(
            SenderAuth auth, AlertIngestor.Gate gate, AlertPublisher publisher, Meters meters, Clock clock) {
        return new AlertIngestor(auth, gate, publisher, meters, clock);
    }

    @Produces
    @Singleton
    MessageFactory messages(AlertConfig config) {
        return new MessageFactory(URI.create(config.externalUrl()));
    }

    @Produces
    @Singleton
    Dispatcher dispatcher(Vertx vertx, AlertConfig config, Meters meters, UndeliveredTracker owed, Clock clock) {
        var guard = new AddressGuard(config.egress().allowedNetworks().orElse(List.of()));
        var senders = new ReceiverClients(new HttpPost(vertx, guard), new Mailer(vertx, guard), clock);
        return new Dispatcher(
                senders, clock, Executors.newVirtualThreadPerTaskExecutor(), new DeliveryMeters(meters, owed, clock));
    }

    @Produces
    @Singleton
    UndeliveredTracker owedMessages() {
        return new UndeliveredTracker();
    }

    @Produces
    @Singleton
    DecisionLog decisionLog() {
        return new DecisionLog();
    }

    @Produces
    @Singleton
    GroupNotifier.Books books(
            StatePublisher state,
            IncidentLog incidents,
            DecisionLog decisions,
            @Channel("alert-decisions-out") @OnOverflow(value = BUFFER, bufferSize = WRITES)
                    MutinyEmitter<byte[]> emitter,
            UndeliveredTracker owed,
            Speaker speaker,
            Clock clock) {
        return new GroupNotifier.Books(
                state, incidents, new DecisionPublisher(decisions, publisher(emitter, speaker, clock)), owed);
    }

    @Produces
    @Singleton
    GroupNotifier notifier(
            AlertStore desk, Dispatcher dispatcher, MessageFactory messages, GroupNotifier.Books books, Clock clock) {
        return new GroupNotifier(desk, dispatcher, messages, books, clock);
    }

    @Produces
    @Singleton
    Pager pager(
            AlertStore desk, Dispatcher dispatcher, MessageFactory messages, GroupNotifier.Books books, Clock clock) {
        return new Pager(desk, dispatcher, messages, books, clock);
    }

    @Produces
    @Singleton
    Retention houseKeeping(
            AlertStore desk,
            AlertPublisher alerts,
            StatePublisher state,
            AlertConfig config,
            Meters meters,
            Clock clock) {
        return new Retention(desk, alerts, state, config, new Retention.Listening(meters, clock.instant()));
    }

    @Produces
    @Singleton
    FlushLoop routerLoop(AlertStore desk, FlushLoop.Parts parts, Clock clock, Meters meters) {
        return new FlushLoop(desk, parts, clock, meters);
    }

    @Produces
    @Singleton
    FlushLoop.Parts routerParts(
            StartupCatchup startUp,
            StatePublisher state,
            GroupNotifier notifier,
            Pager pager,
            IncidentLog log,
            Retention house) {
        return new FlushLoop.Parts(startUp, state, notifier, pager, log, house);
    }
}
