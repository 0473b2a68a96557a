package io.fleetforge.cell.join;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A valid ticket.
 *
 * @param subjectHash SHA-256 of issuer and subject, hexadecimal
 * @param id the jti, by which a repeated request is recognized; null for a ticket without
 */
public record Ticket(String subjectHash, @Nullable String id) {
    public Ticket {
        Objects.requireNonNull(subjectHash, "subjectHash");
    }
}
