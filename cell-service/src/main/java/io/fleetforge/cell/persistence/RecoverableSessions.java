package io.fleetforge.cell.persistence;

import io.fleetforge.cell.recovery.RecoverableSession;
import io.fleetforge.cell.recovery.RecoveryLogReader;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.topics.BoundedTopicRead;
import io.fleetforge.contracts.message.TopologyMessage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/** Reads the sessions that gone processes left, once this host may adopt any. Thread-safe. */
public final class RecoverableSessions implements AutoCloseable {

    private static final long CHECK_MS = 20;

    private final RecoveryLogReader recoveryLog;
    private final HostIdentity identity;
    private final SessionRegistry sessions;
    private final CountDownLatch handoffsPositioned;
    private final BooleanSupplier isActive;
    private volatile boolean closed;

    /**
     * @param handoffsPositioned counted down when new handoffs are read, so that a recovery covers all earlier ones
     * @param isActive no session is adopted before
     */
    public RecoverableSessions(
            RecoveryLogReader recoveryLog,
            HostIdentity identity,
            SessionRegistry sessions,
            CountDownLatch handoffsPositioned,
            BooleanSupplier isActive) {
        this.recoveryLog = recoveryLog;
        this.identity = identity;
        this.sessions = sessions;
        this.handoffsPositioned = handoffsPositioned;
        this.isActive = isActive;
    }

    /** The newest claim first. Blocks until everything was read; empty when this is closed before. */
    Optional<List<RecoverableSession>> in(TopologyMessage topology) {
        if (!mayAdopt()) {
            return Optional.empty();
        }
        return recoveryLog.read(topology.world()).map(known -> {
            sessions.remember(known.epochs());
            return known.in(topology, identity.owner());
        });
    }

    private boolean mayAdopt() {
        while (handoffsPositioned.getCount() > 0 || !isActive.getAsBoolean()) {
            if (closed || !BoundedTopicRead.pause(CHECK_MS)) {
                return false;
            }
        }
        return true;
    }

    /** Ends a wait in progress; nothing is adopted any longer. */
    @Override
    public void close() {
        closed = true;
    }
}
