package io.fleetforge.alert.messaging;

import io.fleetforge.alert.group.NotificationLogEntry;
import io.fleetforge.alert.incident.TimelineEntry;
import io.fleetforge.alert.silence.Silence;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.IncidentEntry;
import io.fleetforge.contracts.message.NotificationLogMessage;
import io.fleetforge.contracts.message.SilenceMessage;
import io.fleetforge.runtime.messaging.EventPublisher;
import java.time.Instant;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.ToIntFunction;

/**
 * Publishes the notification log, timeline entries and silences. All records about a group lie in one partition, so
 * that an instance that reads its own claim there has read all of them. Thread-safe.
 */
public final class StatePublisher {

    private final EventPublisher events;
    private final ToIntFunction<String> partitionOf;

    /**
     * @param partitionOf the partition of a group or a silence, by its key
     */
    public StatePublisher(EventPublisher events, ToIntFunction<String> partitionOf) {
        this.events = events;
        this.partitionOf = partitionOf;
    }

    public CompletionStage<Void> notified(String group, String integration, NotificationLogEntry entry) {
        var message = new NotificationLogMessage(
                group, integration, entry.at(), entry.firing(), entry.resolved(), entry.undelivered());
        return events.publish(
                EventType.GROUP_NOTIFIED,
                StateKeys.notified(group, integration),
                message,
                CorrelationId.random(),
                partitionOf.applyAsInt(group));
    }

    public CompletionStage<Void> removeNotified(String group, String integration) {
        return events.publishTombstone(
                EventType.GROUP_NOTIFIED,
                StateKeys.notified(group, integration),
                CorrelationId.random(),
                partitionOf.applyAsInt(group));
    }

    /** Publishes a timeline entry to the partition of the incident's group. */
    public CompletionStage<Void> recorded(
            String incident, String group, TimelineEntry entry, CorrelationId correlation) {
        var message = new IncidentEntry(
                incident,
                entry.id(),
                entry.at(),
                entry.kind().code(),
                entry.actor(),
                entry.text(),
                new TreeMap<>(entry.facts()));
        return events.publish(
                EventType.INCIDENT_RECORDED,
                StateKeys.incident(incident, entry.id()),
                message,
                correlation,
                partitionOf.applyAsInt(group));
    }

    public CompletionStage<Void> removeRecorded(String incident, String group, String entry) {
        return events.publishTombstone(
                EventType.INCIDENT_RECORDED,
                StateKeys.incident(incident, entry),
                CorrelationId.random(),
                partitionOf.applyAsInt(group));
    }

    public CompletionStage<Void> silenceChanged(Silence silence, Instant now, CorrelationId correlation) {
        var message = new SilenceMessage(
                silence.id(),
                silence.matchers().all().stream().map(Object::toString).toList(),
                silence.startsAt(),
                silence.endsAt(),
                silence.owner(),
                silence.comment(),
                now);
        return events.publish(
                EventType.SILENCE_CHANGED,
                StateKeys.silence(silence.id()),
                message,
                correlation,
                partitionOf.applyAsInt(silence.id()));
    }

    public CompletionStage<Void> removeSilence(String id) {
        return events.publishTombstone(
                EventType.SILENCE_CHANGED, StateKeys.silence(id), CorrelationId.random(), partitionOf.applyAsInt(id));
    }
}
