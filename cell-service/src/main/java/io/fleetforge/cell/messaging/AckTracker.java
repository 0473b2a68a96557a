package io.fleetforge.cell.messaging;

/**
 * Which revision this host has settled: it is applied, and every word said until then is written down. What is said later goes by
 * that revision and does not count, so a busy host settles too. For one thread.
 */
public final class AckTracker {

    private final OwnedSessions sessions;
    private long applied;
    private long settled;
    private OwnedSessions.Mark mark = new OwnedSessions.Mark(0, 0);

    public AckTracker(OwnedSessions sessions) {
        this.sessions = sessions;
    }

    /**
     * @param appliedRevision newest revision that is applied to its end
     * @return the settled one; 0 before the first
     */
    public long settled(long appliedRevision) {
        if (appliedRevision != applied) {
            applied = appliedRevision;
            mark = sessions.mark();
        }
        if (settled != applied && sessions.areWritten(mark)) {
            settled = applied;
        }
        return settled;
    }
}
