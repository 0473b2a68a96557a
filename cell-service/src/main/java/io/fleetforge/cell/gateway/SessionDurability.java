package io.fleetforge.cell.gateway;

import io.fleetforge.cell.durability.Outbox;
import io.fleetforge.cell.durability.SessionJournal;
import io.fleetforge.cell.messaging.CellEventPublisher;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How sessions are kept beyond this process, told and ended. */
@Singleton
public class SessionDurability {

    private static final long KEPT_WITHIN_MS = 2000;

    private final SessionJournal journal;
    private final Outbox outbox;
    private final SessionTerminator departures;
    private final CellEventPublisher news;

    public SessionDurability(
            SessionJournal journal, Outbox outbox, SessionTerminator departures, CellEventPublisher news) {
        this.journal = journal;
        this.outbox = outbox;
        this.departures = departures;
        this.news = news;
    }

    CellEventPublisher news() {
        return news;
    }

    SessionTerminator departures() {
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
