package io.fleetforge.e2e;

import io.fleetforge.contracts.names.Topics;
import io.fleetforge.testing.TopicReader;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Reads the session records of a world while they are written, since the broker compacts them later. */
final class SessionObserver implements AutoCloseable {

    private static final long INTERVAL_S = 20;

    private final TopicReader topics;
    private final TopicReader.Following records;
    private final SessionLog sessionLog;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    /** As {@link SessionLog}. */
    @SuppressWarnings("FutureReturnValueIgnored") // ends with close; a failure shows in the session log
    SessionObserver(TopicReader topics, String world, String uid) {
        this.topics = topics;
        records = topics.follow(Topics.CELL_SESSIONS, Topics.CELL_HANDOFFS);
        sessionLog = new SessionLog(world, uid);
        clock.scheduleWithFixedDelay(this::observeSafely, 0, INTERVAL_S, TimeUnit.SECONDS);
    }

    private void observeSafely() {
        try {
            observe();
        } catch (Exception e) {
            System.err.println("the observer could not read: " + e);
        }
    }

    private synchronized void observe() throws Exception {
        sessionLog.add(records.poll());
    }

    /** All records so far; used by one thread. */
    synchronized SessionLog sessionLog() throws Exception {
        observe();
        sessionLog.addOther(topics.all(Topics.CELL_EVENTS), topics.all(Topics.CELL_CHECKPOINTS));
        return sessionLog;
    }

    @Override
    public void close() throws Exception {
        clock.shutdownNow();
        if (clock.awaitTermination(1, TimeUnit.MINUTES)) {
            records.close();
        }
    }
}
