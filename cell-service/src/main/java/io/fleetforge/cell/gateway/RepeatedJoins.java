package io.fleetforge.cell.gateway;

import io.fleetforge.cell.gateway.PlayerOperations.JoinResult;
import io.fleetforge.cell.gateway.PlayerOperations.JoinResult.Admitted;
import io.fleetforge.cell.join.Ticket;
import io.fleetforge.contracts.collection.LruMap;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Answers a join that is repeated with the same ticket, after a lost answer, as it was answered before: by the id of the ticket, for
 * thirty seconds. Bounded. Thread-safe.
 */
final class RepeatedJoins {

    private static final int MAX_TICKETS = 4_096;

    static final Duration WINDOW = Duration.ofSeconds(30);

    private final LongSupplier nanoClock;
    private final Map<String, Answered> answers = new LruMap<>(MAX_TICKETS);

    private record Answered(Admitted admitted, long atNs) {}

    /** @param nanoClock monotonic nanoseconds */
    RepeatedJoins(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** The answer to the same ticket; empty when there was none lately, or the ticket has no id. */
    synchronized Optional<Admitted> answer(Ticket ticket) {
        return Optional.ofNullable(answers.get(key(ticket)))
                .filter(answered -> nanoClock.getAsLong() - answered.atNs() < WINDOW.toNanos())
                .map(Answered::admitted);
    }

    /** Remembers an admission; a redirect is decided anew. */
    synchronized void answered(Ticket ticket, JoinResult result) {
        if (ticket.id() != null && result instanceof Admitted admitted) {
            answers.put(key(ticket), new Answered(admitted, nanoClock.getAsLong()));
        }
    }

    private static String key(Ticket ticket) {
        return ticket.subjectHash() + "/" + ticket.id();
    }
}
