package io.fleetforge.alert.messaging;

import io.fleetforge.alert.group.NotificationLogEntry;
import io.fleetforge.alert.incident.TimelineEntry;
import io.fleetforge.alert.ownership.Ownership.Claim;
import io.fleetforge.alert.silence.Silence;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.IncidentEntry;
import io.fleetforge.contracts.message.NotificationLogMessage;
import io.fleetforge.contracts.message.PartitionClaim;
import io.fleetforge.contracts.message.SilenceMessage;
import io.fleetforge.runtime.messaging.EventPublisher;
import java.time.Instant;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.ToIntFunction;

/**
 * Writes down what every instance has to know. Everything about a group lies in one partition, so that who reads its own claim there
 * has read all of it. Thread-safe.
 */
public final class StatePublisher {

    private final EventPublisher events;
    private final ToIntFunction<String> partitionOf;
    private final Speaker speaker;

    /** Who speaks. */
    public record Speaker(String instance, String boot) {}

    /**
     * @param partitionOf where everything about a group, an incident or a silence lies
     */
    public StatePublisher(EventPublisher events, ToIntFunction<String> partitionOf, Speaker speaker) {
        this.events = events;
        this.partitionOf = partitionOf;
        this.speaker = speaker;
    }

    public CompletionStage<Void> told(String group, String channel, NotificationLogEntry told) {
        var message =
                new NotificationLogMessage(group, channel, told.at(), told.firing(), told.resolved(), told.owed());
        return events.publish(
                EventType.GROUP_NOTIFIED,
                StateKeys.told(group, channel),
                message,
                CorrelationId.random(),
                partitionOf.applyAsInt(group));
    }

    public CompletionStage<Void> forgetTold(String group, String channel) {
        return events.publishTombstone(
                EventType.GROUP_NOTIFIED,
                StateKeys.told(group, channel),
                CorrelationId.random(),
                partitionOf.applyAsInt(group));
    }

    /** A line of an incident; all of an incident lies where its group does. */
    public CompletionStage<Void> noted(String incident, String group, TimelineEntry entry, CorrelationId correlation) {
        var message = new IncidentEntry(
                incident,
                entry.id(),
                entry.at(),
                entry.kind().word(),
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

    public CompletionStage<Void> forgetNoted(String incident, String group, String entry) {
        return events.publishTombstone(
                EventType.INCIDENT_RECORDED,
                StateKeys.incident(incident, entry),
                CorrelationId.random(),
                partitionOf.applyAsInt(group));
    }

    public CompletionStage<Void> changed(Silence silence, Instant now, CorrelationId correlation) {
        var message = new SilenceMessage(
                silence.id(),
                silence.matchers().stream().map(Object::toString).toList(),
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

    public CompletionStage<Void> forgetSilence(String id) {
        return events.publishTombstone(
                EventType.SILENCE_CHANGED, StateKeys.silence(id), CorrelationId.random(), partitionOf.applyAsInt(id));
    }

    /** Says that this process acts for a partition from here on. */
    public CompletionStage<Void> claim(Claim claim, Instant now) {
        return events.publish(
                EventType.PARTITION_CLAIMED,
                StateKeys.OWNER,
                new PartitionClaim(speaker.instance(), speaker.boot(), true, claim.number(), now),
                CorrelationId.random(),
                claim.partition());
    }

    /** Marks how far a partition was written when this process started. */
    public CompletionStage<Void> mark(int partition, Instant now) {
        return events.publish(
                EventType.PARTITION_CLAIMED,
                StateKeys.reader(speaker.boot()),
                new PartitionClaim(speaker.instance(), speaker.boot(), false, 0, now),
                CorrelationId.random(),
                partition);
    }

    public CompletionStage<Void> unmark(int partition) {
        return events.publishTombstone(
                EventType.PARTITION_CLAIMED, StateKeys.reader(speaker.boot()), CorrelationId.random(), partition);
    }
}
