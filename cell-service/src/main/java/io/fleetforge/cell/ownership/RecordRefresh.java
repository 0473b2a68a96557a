package io.fleetforge.cell.ownership;

import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import java.time.Duration;
import java.util.List;

/**
 * Writes the records of living sessions again before they are as old as {@code spec.persistence.retentionPeriod}: a player may stay for
 * longer than a record does. Thread-safe.
 */
public final class RecordRefresh {

    /** Of one cell at a time, so that sessions of one age do not fill the queue of records. */
    private static final int MOST_AT_ONCE = 100;

    private final SessionRegistry sessions;
    private final SessionRecords records;
    private final Duration age;

    /** @param age from which on a record is written again */
    public RecordRefresh(SessionRegistry sessions, SessionRecords records, Duration age) {
        this.sessions = sessions;
        this.records = records;
        this.age = age;
    }

    /**
     * Writes the sessions of {@code entities} whose record is old, at most a hundred; the rest with the next call.
     *
     * @return how many were written
     */
    public int refresh(List<Entity> entities, CorrelationId correlation) {
        var written = 0;
        for (var entity : entities) {
            if (written == MOST_AT_ONCE) {
                break;
            }
            var session = sessions.find(entity.id());
            if (session.isPresent()
                    && !session.get().cell().isEmpty()
                    && session.get().isOrdered()) {
                var known = session.get();
                written += records.refresh(known, entity, age, () -> sessions.has(known), correlation) ? 1 : 0;
            }
        }
        return written;
    }
}
