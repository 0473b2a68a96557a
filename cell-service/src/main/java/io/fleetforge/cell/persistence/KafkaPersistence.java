package io.fleetforge.cell.persistence;

import io.fleetforge.cell.durability.CheckpointAges;
import io.fleetforge.cell.messaging.CheckpointPublisher;
import io.fleetforge.cell.ownership.RecordRefresh;
import io.fleetforge.cell.recovery.RecoverableSession;
import io.fleetforge.cell.runtime.CellAgent;
import io.fleetforge.cell.runtime.CellAnswer;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.runtime.CellInput;
import io.fleetforge.cell.runtime.Persistence;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import io.fleetforge.runtime.lifecycle.PeriodicTask;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * Keeps cells and sessions in Kafka: a checkpoint of each cell per interval, and one more when it ends with the host; old records of
 * sessions are written again.
 */
public final class KafkaPersistence implements Persistence, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(KafkaPersistence.class);
    private static final Duration LAST_CHECKPOINT = Duration.ofSeconds(1);

    private final CheckpointPublisher checkpoints;
    private final RecordRefresh records;
    private final RecoverableSessions recoverable;
    private final PeriodicTask task = new PeriodicTask("checkpoints");

    public KafkaPersistence(CheckpointPublisher checkpoints, RecordRefresh records, RecoverableSessions recoverable) {
        this.checkpoints = checkpoints;
        this.records = records;
        this.recoverable = recoverable;
    }

    /** Checkpoints every cell of {@code host} each {@code interval}. */
    public void start(CellHost host, Duration interval) {
        task.startAtRate(interval, () -> checkpointNow(host));
    }

    /** How old the checkpoints of this host are. */
    public CheckpointAges ages() {
        return checkpoints.ages();
    }

    /** Checkpoints every cell now. */
    public void checkpointNow(CellHost host) {
        host.cells().forEach(this::checkpoint);
    }

    /** None while the one before is in flight. The writer only copies; encoding and sending happen on the task's thread. */
    private void checkpoint(CellAgent cell) {
        if (checkpoints.isInFlight(cell.assignment())) {
            return;
        }
        var answer = new CompletableFuture<CellAnswer>();
        answer.thenAcceptAsync(
                        answered -> {
                            if (answered instanceof CellAnswer.Present(var entities, var id, var epoch)) {
                                save(cell.assignment(), entities);
                                records.refresh(entities, CorrelationId.random());
                            } else {
                                LOG.warnf("no checkpoint of cell %s this time: %s", cell.id(), answered);
                            }
                        },
                        task)
                .exceptionally(failure -> {
                    LOG.warnf("no checkpoint of cell %s this time: %s", cell.id(), failure.getMessage());
                    return null;
                });
        cell.offer(new CellInput.ListEntities(answer));
    }

    @Override
    public boolean isOn() {
        return true;
    }

    @Override
    public Optional<List<RecoverableSession>> recoverable(TopologyMessage topology) {
        return recoverable.in(topology);
    }

    @Override
    public void save(CellAssignment cell, List<Entity> entities) {
        checkpoints.publish(cell, entities);
    }

    /** Makes no further checkpoint; one in progress is sent before this returns, so that none follows the last. */
    @Override
    public void close() {
        recoverable.close();
        if (!task.closeWithin(LAST_CHECKPOINT)) {
            LOG.warn("a checkpoint is still being made");
        }
    }
}
