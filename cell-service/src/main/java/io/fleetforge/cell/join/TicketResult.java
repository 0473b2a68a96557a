package io.fleetforge.cell.join;

/** What a ticket is worth. */
sealed interface TicketResult {

    /** It is of the identity provider, for this game, and in time. */
    record Valid(Ticket ticket) implements TicketResult {}

    /** It was good once, or will be. */
    record OutOfTime() implements TicketResult {}

    /** @param reason names the claim or the header that is wrong, and what is expected */
    record Invalid(String reason) implements TicketResult {}

    /** @param reason why no key set can be used */
    record NoKeys(String reason) implements TicketResult {}
}
