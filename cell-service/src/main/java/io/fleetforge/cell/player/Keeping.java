package io.fleetforge.cell.player;

import io.fleetforge.cell.messaging.CellNewsPublisher;
import io.fleetforge.cell.messaging.Outbox;
import io.fleetforge.cell.messaging.SessionJournal;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How sessions are kept beyond this process, told and ended. */
@Singleton
public class Keeping {

    private static final long KEPT_WITHIN_MS = 2000;

    private final SessionJournal journal;
    private final Outbox outbox;
    private final Departures departures;
    private final CellNewsPublisher news;

    public Keeping(SessionJournal journal, Outbox outbox, Departures departures, CellNewsPublisher news) {
        this.journal = journal;
        this.outbox = outbox;
        this.departures = departures;
        this.news = news;
    }

    CellNewsPublisher news() {
        return news;
    }

    Departures departures() {
        return departures;
    }

    /** Whether the writing ended well within two seconds. */
    public static boolean isKept(CompletionStage<Void> writing) {
        try {
            writing.toCompletableFuture().get(KEPT_WITHIN_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    SessionJournal journal() {
        return journal;
    }

    Outbox outbox() {
        return outbox;
    }
}
