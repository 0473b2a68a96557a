package io.fleetforge.cell.messaging;

import io.fleetforge.cell.checkpoint.Checkpoint;
import io.fleetforge.cell.checkpoint.CheckpointCodec;
import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.durability.CheckpointAges;
import io.fleetforge.cell.durability.KeyedSerializer;
import io.fleetforge.cell.durability.Outbox;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.BinaryType;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import io.fleetforge.runtime.messaging.EventPublisher;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Puts checkpoints of cells on their compacted topic, one {@link CheckpointCodec} record per cell. Thread-safe. */
public final class CheckpointPublisher {

    private final EventPublisher events;
    private final Outbox outbox;
    private final KeyedSerializer serializer = new KeyedSerializer(Runnable::run);
    private final HostIdentity identity;
    private final SessionRegistry sessions;
    private final Clock clock;
    private final CheckpointAges ages;

    public CheckpointPublisher(
            EventPublisher events, Outbox outbox, HostIdentity identity, SessionRegistry sessions, Clock clock) {
        this.events = events;
        this.outbox = outbox;
        this.identity = identity;
        this.sessions = sessions;
        this.clock = clock;
        this.ages = new CheckpointAges(clock);
    }

    /** Whether the checkpoint before is not acknowledged yet: a further one would only fill the producer's buffer during an outage. */
    public boolean isInFlight(CellAssignment cell) {
        return serializer.isInFlight(key(cell));
    }

    private String key(CellAssignment cell) {
        return identity.world().key() + "/" + cell.id();
    }

    /** Publishes the state of the cell, after its checkpoints before. */
    public void publish(CellAssignment cell, List<Entity> entities) {
        var checkpoint = new Checkpoint(
                identity.world().uid(),
                cell.id(),
                cell.epoch(),
                identity.owner(),
                clock.millis(),
                entities.stream().flatMap(entity -> saved(entity).stream()).toList());
        var key = key(cell);
        outbox.track(
                "checkpoint of " + key,
                serializer
                        .send(
                                key,
                                () -> events.publishBytes(
                                        BinaryType.CHECKPOINT_TAKEN.type(),
                                        key,
                                        CheckpointCodec.encode(checkpoint),
                                        CorrelationId.derived(identity.processId(), cell.epoch())))
                        .thenRun(() -> ages.checkpointed(cell.id(), checkpoint.takenAtMs())));
    }

    /** How old the checkpoints of this host are. */
    public CheckpointAges ages() {
        return ages;
    }

    private Optional<SavedSession> saved(Entity entity) {
        return sessions.find(entity.id())
                .map(session -> new SavedSession(entity, session.player(), session.epoch(), session.tokenHash()));
    }
}
