package io.fleetforge.cell.ownership;

import io.fleetforge.cell.session.Session;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.retention.RecordRetention;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * Writes the records of living sessions again before they are as old as {@code spec.persistence.retentionPeriod}: a player may stay for
 * longer than a record does. Thread-safe.
 */
public final class RecordRefresh {

    private final SessionRegistry sessions;
    private final SessionRecords records;
    private final Duration age;

    /** @param age from which on a record is written again */
    public RecordRefresh(SessionRegistry sessions, SessionRecords records, Duration age) {
        this.sessions = sessions;
        this.records = records;
        this.age = age;
    }

    private record Living(Session session, Entity entity) {}

    /**
     * Writes those sessions of a cell's {@code entities} whose record is old, the oldest first and not all at once; the rest with the
     * next call, see {@link RecordRetention#round}.
     */
    public void refresh(List<Entity> entities, CorrelationId correlation) {
        entities.stream()
                .flatMap(entity -> sessions.find(entity.id()).stream().map(session -> new Living(session, entity)))
                .filter(living ->
                        !living.session().cell().isEmpty() && living.session().isOrdered())
                .filter(living -> records.isOld(living.session(), age))
                .sorted(Comparator.comparingLong(living -> living.session().recordedMs()))
                .limit(RecordRetention.round(entities.size()))
                .forEach(living -> records.refresh(
                        living.session(), living.entity(), () -> sessions.has(living.session()), correlation));
    }
}
