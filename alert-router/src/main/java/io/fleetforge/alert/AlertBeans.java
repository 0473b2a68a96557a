package io.fleetforge.alert;

import static org.eclipse.microprofile.reactive.messaging.OnOverflow.Strategy.BUFFER;

import io.fleetforge.alert.config.RoutingWatch;
import io.fleetforge.alert.desk.AlertDesk;
import io.fleetforge.alert.explain.DecisionLog;
import io.fleetforge.alert.ingest.AlertReader;
import io.fleetforge.alert.ingest.AlertRoom;
import io.fleetforge.alert.ingest.AlertsIn;
import io.fleetforge.alert.ingest.SenderAuth;
import io.fleetforge.alert.messaging.AlertPublisher;
import io.fleetforge.alert.messaging.DecisionPublisher;
import io.fleetforge.alert.messaging.IncidentLog;
import io.fleetforge.alert.messaging.News;
import io.fleetforge.alert.messaging.Partitions;
import io.fleetforge.alert.messaging.StartUp;
import io.fleetforge.alert.messaging.StatePublisher;
import io.fleetforge.alert.messaging.StatePublisher.Speaker;
import io.fleetforge.alert.notify.AddressGuard;
import io.fleetforge.alert.notify.DeliveryMeters;
import io.fleetforge.alert.notify.Dispatcher;
import io.fleetforge.alert.notify.HttpPost;
import io.fleetforge.alert.notify.Mailer;
import io.fleetforge.alert.notify.Messages;
import io.fleetforge.alert.notify.OwedMessages;
import io.fleetforge.alert.notify.Senders;
import io.fleetforge.alert.ownership.Ownership;
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
    AlertDesk desk(RoutingWatch routing, Speaker speaker, Clock clock) {
        return new AlertDesk(routing.first(), new Ownership(Partitions.STATE, speaker.boot()), clock);
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
    StartUp startUp(AlertDesk desk, Speaker speaker, AlertPublisher alerts, StatePublisher state, Clock clock) {
        return new StartUp(
                desk,
                speaker.boot(),
                Partitions.places(),
                new StartUp.Writers(speaker.instance(), alerts, state, clock));
    }

    @Produces
    @Singleton
    IncidentLog incidentLog(AlertDesk desk, StatePublisher state, Meters meters) {
        return new IncidentLog(desk, state, meters);
    }

    @Produces
    @Singleton
    AlertReader alertReader(AlertConfig config) {
        return new AlertReader(config.resolveTimeout(), config.webhookFiresFor());
    }

    @Produces
    @Singleton
    AlertRoom alertRoom(AlertDesk desk, AlertConfig config) {
        return new AlertRoom(desk, config.mostAlerts());
    }

    @Produces
    @Singleton
    News news(AlertDesk desk) {
        return new News(desk);
    }

    @Produces
    @Singleton
    AlertsIn.Gate gate(News news, AlertRoom room) {
        return new AlertsIn.Gate(news, room);
    }

    @Produces
    @Singleton
    AlertsIn alertsIn(SenderAuth auth, AlertsIn.Gate gate, AlertPublisher publisher, Meters meters, Clock clock) {
        return new AlertsIn(auth, gate, publisher, meters, clock);
    }

    @Produces
    @Singleton
    Messages messages(AlertConfig config) {
        return new Messages(URI.create(config.externalUrl()));
    }

    @Produces
    @Singleton
    Dispatcher dispatcher(Vertx vertx, AlertConfig config, Meters meters, OwedMessages owed, Clock clock) {
        var guard = new AddressGuard(config.egress().allowedNetworks().orElse(List.of()));
        var senders = new Senders(new HttpPost(vertx, guard), new Mailer(vertx, guard), clock);
        return new Dispatcher(
                senders, clock, Executors.newVirtualThreadPerTaskExecutor(), new DeliveryMeters(meters, owed, clock));
    }

    @Produces
    @Singleton
    OwedMessages owedMessages() {
        return new OwedMessages();
    }

    @Produces
    @Singleton
    DecisionLog decisionLog() {
        return new DecisionLog();
    }

    @Produces
    @Singleton
    Notifier.Books books(
            StatePublisher state,
            IncidentLog incidents,
            DecisionLog decisions,
            @Channel("alert-decisions-out") @OnOverflow(value = BUFFER, bufferSize = WRITES)
                    MutinyEmitter<byte[]> emitter,
            OwedMessages owed,
            Speaker speaker,
            Clock clock) {
        return new Notifier.Books(
                state, incidents, new DecisionPublisher(decisions, publisher(emitter, speaker, clock)), owed);
    }

    @Produces
    @Singleton
    Notifier notifier(AlertDesk desk, Dispatcher dispatcher, Messages messages, Notifier.Books books, Clock clock) {
        return new Notifier(desk, dispatcher, messages, books, clock);
    }

    @Produces
    @Singleton
    Pager pager(AlertDesk desk, Dispatcher dispatcher, Messages messages, Notifier.Books books, Clock clock) {
        return new Pager(desk, dispatcher, messages, books, clock);
    }

    @Produces
    @Singleton
    HouseKeeping houseKeeping(
            AlertDesk desk,
            AlertPublisher alerts,
            StatePublisher state,
            AlertConfig config,
            Meters meters,
            Clock clock) {
        return new HouseKeeping(desk, alerts, state, config, new HouseKeeping.Listening(meters, clock.instant()));
    }

    @Produces
    @Singleton
    RouterLoop routerLoop(AlertDesk desk, RouterLoop.Parts parts, Clock clock, Meters meters) {
        return new RouterLoop(desk, parts, clock, meters);
    }

    @Produces
    @Singleton
    RouterLoop.Parts routerParts(
            StartUp startUp,
            StatePublisher state,
            Notifier notifier,
            Pager pager,
            IncidentLog log,
            HouseKeeping house) {
        return new RouterLoop.Parts(startUp, state, notifier, pager, log, house);
    }
}
