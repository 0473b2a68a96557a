package io.fleetforge.alert.messaging;

import io.fleetforge.alert.group.NotificationLogEntry;
import io.fleetforge.alert.incident.EntryKind;
import io.fleetforge.alert.incident.TimelineEntry;
import io.fleetforge.alert.messaging.StateKeys.Subject;
import io.fleetforge.alert.model.Matcher;
import io.fleetforge.alert.model.MatcherSyntax;
import io.fleetforge.alert.model.Matchers;
import io.fleetforge.alert.ownership.TopicPartition;
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
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Applies the notification log, silences, timeline entries and claims to the store. */
@ApplicationScoped
public class StateAdapter {

    private final AlertStore store;
    private final PartitionCatchup catchup;
    private final Clock clock;

    public StateAdapter(AlertStore store, PartitionCatchup catchup, Clock clock) {
        this.store = store;
        this.catchup = catchup;
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
            case null -> remove(event.get().key());
            case NotificationLogMessage message -> notified(message);
            case SilenceMessage message -> silenceChanged(message);
            case IncidentEntry message -> recorded(message);
            case PartitionClaim claim when claim.owns() -> claimed(record.partition(), claim);
            case PartitionClaim mark ->
                catchup.read(new TopicPartition(record.topic(), record.partition()), mark.incarnation());
            default ->
                throw new MalformedMessageException("no state in " + event.get().type(), null);
        }
    }

    private void notified(NotificationLogMessage message) {
        var entry = new NotificationLogEntry(message.at(), message.firing(), message.resolved(), message.undelivered());
        store.update(state -> state.router().recordNotified(message.group(), message.integration(), entry));
    }

    private void silenceChanged(SilenceMessage message) throws MalformedMessageException {
        try {
            List<Matcher> matchers = message.matchers().stream()
                    .flatMap(text -> MatcherSyntax.parse(text).stream())
                    .toList();
            var silence = new Silence(
                    message.id(),
                    new Matchers(matchers),
                    message.startsAt(),
                    message.endsAt(),
                    message.owner(),
                    message.comment());
            store.update(state -> state.router().putSilence(silence));
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("silence " + message.id() + ": " + e.getMessage(), e);
        }
    }

    private void recorded(IncidentEntry message) {
        EntryKind.of(message.kind()).ifPresent(kind -> {
            var entry = new TimelineEntry(
                    message.entry(), message.at(), kind, message.actor(), message.text(), message.facts());
            store.update(state -> state.incidents().add(message.incident(), entry));
        });
    }

    private void claimed(int partition, PartitionClaim claim) {
        var hasChanged = store.call(
                state -> state.ownership().read(partition, claim.incarnation(), claim.number(), clock.instant()));
        if (hasChanged) {
            store.regroup();
        }
    }

    private void remove(String key) {
        switch (StateKeys.parse(key)) {
            case Subject.NotifiedKey(var group, var integration) ->
                store.update(state -> state.router().removeLogEntry(group, integration));
            case Subject.SilenceKey(var id) ->
                store.update(state -> state.router().removeSilence(id));
            case Subject.IncidentKey(var incident, var entry)
            when entry.equals("opened") ->
                store.update(state -> state.incidents().remove(incident));
            case Subject.IncidentKey later -> {}
            case Subject.OtherKey other -> {}
        }
    }
}
