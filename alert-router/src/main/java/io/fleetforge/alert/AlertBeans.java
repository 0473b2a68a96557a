package io.fleetforge.alert;

import io.fleetforge.alert.action.IncidentLog;
import io.fleetforge.alert.config.AlertConfig;
import io.fleetforge.alert.config.RoutingWatch;
import io.fleetforge.alert.explain.DecisionLog;
import io.fleetforge.alert.ingest.AlertIngestor;
import io.fleetforge.alert.ingest.AlertReader;
import io.fleetforge.alert.ingest.CapacityLimit;
import io.fleetforge.alert.messaging.AlertPublisher;
import io.fleetforge.alert.messaging.DecisionPublisher;
import io.fleetforge.alert.messaging.PartitionCatchup;
import io.fleetforge.alert.messaging.PartitionClaimPublisher;
import io.fleetforge.alert.messaging.Partitions;
import io.fleetforge.alert.messaging.StatePublisher;
import io.fleetforge.alert.notify.AddressGuard;
import io.fleetforge.alert.notify.DeliveryMeters;
import io.fleetforge.alert.notify.Dispatcher;
import io.fleetforge.alert.notify.HttpPost;
import io.fleetforge.alert.notify.Mailer;
import io.fleetforge.alert.notify.MessageFactory;
import io.fleetforge.alert.notify.ReceiverClients;
import io.fleetforge.alert.notify.UndeliveredTracker;
import io.fleetforge.alert.ownership.InstanceId;
import io.fleetforge.alert.ownership.Ownership;
import io.fleetforge.alert.pipeline.DeliveryRecorder;
import io.fleetforge.alert.pipeline.FlushLoop;
import io.fleetforge.alert.pipeline.GroupFlusher;
import io.fleetforge.alert.pipeline.GroupNotifier;
import io.fleetforge.alert.pipeline.HeartbeatTask;
import io.fleetforge.alert.pipeline.IncidentMessenger;
import io.fleetforge.alert.pipeline.IncidentRecorder;
import io.fleetforge.alert.pipeline.IncidentTask;
import io.fleetforge.alert.pipeline.PageCloser;
import io.fleetforge.alert.pipeline.Pager;
import io.fleetforge.alert.pipeline.PartitionClaimer;
import io.fleetforge.alert.pipeline.Retention;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.alert.store.ChangeFilter;
import io.fleetforge.runtime.metric.Meters;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Wires the store, the intake of alerts, their delivery and the flush loop. */
public class AlertBeans {

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
    InstanceId instanceId(AlertConfig config, @ConfigProperty(name = "quarkus.uuid") UUID incarnation) {
        return new InstanceId(config.instance(), incarnation.toString());
    }

    @Produces
    @Singleton
    RoutingWatch routingWatch(AlertConfig config) {
        return new RoutingWatch(config.routingFile());
    }

    @Produces
    @Singleton
    AlertStore alertStore(RoutingWatch routing, InstanceId instance, Clock clock) {
        return new AlertStore(routing.first(), new Ownership(Partitions.STATE, instance.incarnation()), clock);
    }

    @Produces
    @Singleton
    DecisionLog decisionLog() {
        return new DecisionLog();
    }

    @Produces
    @Singleton
    IncidentLog incidentLog(AlertStore store, StatePublisher publisher, Meters meters) {
        return new IncidentLog(store, publisher, meters);
    }

    @Produces
    @Singleton
    AlertReader alertReader(AlertConfig config) {
        return new AlertReader(config.resolveTimeout(), config.webhookResolveTimeout());
    }

    @Produces
    @Singleton
    ChangeFilter changeFilter(AlertStore store) {
        return new ChangeFilter(store);
    }

    @Produces
    @Singleton
    AlertIngestor alertIngestor(
            AlertStore store,
            ChangeFilter changes,
            AlertPublisher publisher,
            AlertConfig config,
            Meters meters,
            Clock clock) {
        return new AlertIngestor(changes, new CapacityLimit(store, config.maxAlerts()), publisher, meters, clock);
    }

    @Produces
    @Singleton
    MessageFactory messageFactory(AlertConfig config) {
        return new MessageFactory(URI.create(config.externalUrl()));
    }

    @Produces
    @Singleton
    UndeliveredTracker undeliveredTracker() {
        return new UndeliveredTracker();
    }

    @Produces
    @Singleton
    Dispatcher dispatcher(Vertx vertx, AlertConfig config, Meters meters, UndeliveredTracker undelivered, Clock clock) {
        var guard = new AddressGuard(config.egress().allowedNetworks().orElse(List.of()));
        var clients = new ReceiverClients(new HttpPost(vertx, guard), new Mailer(vertx, guard), clock);
        return new Dispatcher(
                clients,
                clock,
                Executors.newVirtualThreadPerTaskExecutor(),
                new DeliveryMeters(meters, undelivered, clock));
    }

    @Produces
    @Singleton
    DeliveryRecorder deliveryRecorder(
            AlertStore store,
            StatePublisher publisher,
            DecisionPublisher decisions,
            UndeliveredTracker undelivered,
            Clock clock) {
        return new DeliveryRecorder(store, publisher, decisions, undelivered, clock);
    }

    @Produces
    @Singleton
    GroupFlusher groupFlusher(
            AlertStore store,
            Dispatcher dispatcher,
            MessageFactory messages,
            IncidentLog log,
            DeliveryRecorder deliveries,
            Meters meters) {
        var notifier = new GroupNotifier(store, dispatcher, messages, new IncidentRecorder(store, log), deliveries);
        return new GroupFlusher(store, notifier, meters);
    }

    @Produces
    @Singleton
    IncidentTask incidentTask(
            AlertStore store,
            Dispatcher dispatcher,
            MessageFactory messages,
            IncidentLog log,
            UndeliveredTracker undelivered,
            Clock clock) {
        var messenger = new IncidentMessenger(store, dispatcher, messages);
        return new IncidentTask(
                store,
                log,
                new Pager(store, messenger, log, undelivered, clock),
                new PageCloser(store, messenger, log, clock));
    }

    @Produces
    @Singleton
    HeartbeatTask heartbeatTask(AlertStore store, AlertPublisher alerts, Meters meters, Clock clock) {
        return new HeartbeatTask(store, alerts, meters, clock.instant());
    }

    @Produces
    @Singleton
    Retention retention(AlertStore store, AlertPublisher alerts, StatePublisher state, AlertConfig config) {
        return new Retention(store, alerts, state, config);
    }

    @Produces
    @Singleton
    PartitionClaimer partitionClaimer(AlertStore store, PartitionCatchup catchup, PartitionClaimPublisher publisher) {
        return new PartitionClaimer(store, catchup, publisher);
    }

    @Produces
    @Singleton
    FlushLoop flushLoop(
            AlertStore store,
            PartitionClaimer claimer,
            GroupFlusher groups,
            IncidentTask incidents,
            HeartbeatTask heartbeats,
            Retention retention,
            Clock clock) {
        return new FlushLoop(store, claimer, groups, List.of(incidents, heartbeats, retention), clock);
    }
}
