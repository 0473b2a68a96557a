package io.fleetforge.cell.gateway;

import io.fleetforge.cell.durability.Outbox;
import io.fleetforge.cell.durability.SessionJournal;
import io.fleetforge.cell.messaging.CellEventPublisher;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes sessions durable beyond this process, publishes them and ends them. */
@Singleton
public class SessionDurability {

    private static final long DURABLE_WITHIN_MS = 2000;

    private final SessionJournal journal;
    private final Outbox outbox;
    private final SessionTerminator terminator;
    private final CellEventPublisher events;

    public SessionDurability(
            SessionJournal journal, Outbox outbox, SessionTerminator terminator, CellEventPublisher news) {
        this.journal = journal;
        this.outbox = outbox;
        this.terminator = terminator;
        this.events = news;
    }

    CellEventPublisher events() {
        return events;
    }

    SessionTerminator terminator() {
        return terminator;
    }

    /** Whether the writing ended well within two seconds. */
    public static boolean isDurable(CompletionStage<Void> writing) {
        try {
            writing.toCompletableFuture().get(DURABLE_WITHIN_MS, TimeUnit.MILLISECONDS);
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
