package io.fleetforge.alert.messaging;

import io.fleetforge.alert.group.NotificationLogEntry;
import io.fleetforge.alert.incident.EntryKind;
import io.fleetforge.alert.incident.TimelineEntry;
import io.fleetforge.alert.model.MatcherSyntax;
import io.fleetforge.alert.ownership.Catchup.Place;
import io.fleetforge.alert.silence.Silence;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.IncidentEntry;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.NotificationLogMessage;
import io.fleetforge.contracts.message.PartitionClaim;
import io.fleetforge.contracts.message.SilenceMessage;
import io.fleetforge.runtime.messaging.IncomingEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Brings what was written down to the desk: who was told of what, silences, incidents and claims. */
@ApplicationScoped
public class StateAdapter {

    private final AlertStore desk;
    private final StartupCatchup startUp;
    private final Clock clock;

    public StateAdapter(AlertStore desk, StartupCatchup startUp, Clock clock) {
        this.desk = desk;
        this.startUp = startUp;
        this.clock = clock;
    }

    @Incoming("alert-state")
    @Blocking
    public void receive(ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        var event = IncomingEvent.decode(record, EventType.GROUP_NOTIFIED);
        if (event.isEmpty()) {
            return;
        }
        switch (event.get().payload()) {
            case null -> forget(event.get().key());
            case NotificationLogMessage message -> told(message);
            case SilenceMessage message -> silenced(message);
            case IncidentEntry message -> noted(message);
            case PartitionClaim claim when claim.owns() -> claimed(record.partition(), claim);
            case PartitionClaim mark -> startUp.read(new Place(record.topic(), record.partition()), mark.incarnation());
            default ->
                throw new MalformedMessageException("no state in " + event.get().type(), null);
        }
    }

    private void told(NotificationLogMessage message) {
        var told = new NotificationLogEntry(message.at(), message.firing(), message.resolved(), message.undelivered());
        desk.change(now -> now.router().told(message.group(), message.integration(), told));
    }

    private void silenced(SilenceMessage message) throws MalformedMessageException {
        try {
            var matchers = message.matchers().stream()
                    .flatMap(text -> MatcherSyntax.parse(text).stream())
                    .toList();
            var silence = new Silence(
                    message.id(), matchers, message.startsAt(), message.endsAt(), message.owner(), message.comment());
            desk.change(now -> now.router().put(silence));
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("silence " + message.id() + ": " + e.getMessage(), e);
        }
    }

    private void noted(IncidentEntry message) {
        EntryKind.of(message.kind()).ifPresent(kind -> {
            var entry = new TimelineEntry(
                    message.entry(), message.at(), kind, message.actor(), message.text(), message.facts());
            desk.change(now -> now.note(message.incident(), entry));
        });
    }

    private void claimed(int partition, PartitionClaim claim) {
        var changed =
                desk.ask(now -> now.ownership().read(partition, claim.incarnation(), claim.number(), clock.instant()));
        if (changed) {
            desk.regroup();
        }
    }

    private void forget(String key) {
        switch (StateKeys.parse(key)) {
            case StateKeys.About.ToldKey(var group, var channel) ->
                desk.change(now -> now.router().forgetTold(group, channel));
            case StateKeys.About.SilenceKey(var id) ->
                desk.change(now -> now.router().removeSilence(id));
            case StateKeys.About.IncidentKey(var incident, var entry)
            when entry.equals("opened") -> desk.change(now -> now.incidents().forget(incident));
            case StateKeys.About.IncidentKey later -> {}
            case StateKeys.About.Other other -> {}
        }
    }
}
