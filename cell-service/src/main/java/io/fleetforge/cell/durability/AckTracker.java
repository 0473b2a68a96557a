package io.fleetforge.cell.durability;

/**
 * Tracks the acknowledged revision: a topology that is applied and whose records up to then are all acknowledged by Kafka. Later
 * records count towards the next one, so a busy host makes progress too. For one thread.
 */
public final class AckTracker {

    private final OwnedSessions sessions;
    private long applied;
    private long acknowledgedRevision;
    private OwnedSessions.Mark mark = new OwnedSessions.Mark(0, 0);

    public AckTracker(OwnedSessions sessions) {
        this.sessions = sessions;
    }

    /**
     * @param appliedRevision newest revision that is fully applied
     * @return the acknowledged one; 0 before the first
     */
    public long acknowledgedRevision(long appliedRevision) {
        if (appliedRevision != applied) {
            applied = appliedRevision;
            mark = sessions.mark();
        }
        if (acknowledgedRevision != applied && sessions.areWritten(mark)) {
            acknowledgedRevision = applied;
        }
        return acknowledgedRevision;
    }
}
