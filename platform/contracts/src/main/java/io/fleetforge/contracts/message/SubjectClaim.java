package io.fleetforge.contracts.message;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * The subject of a ticket that a session belongs to, with the place of its join in the order of the world.
 *
 * @param hash SHA-256 of issuer and subject in hexadecimal digits; the subject itself is never stored
 * @param order offset of the record that opened the session; of two sessions of a subject the higher one supersedes.
 *     {@link #OPENING} in that record itself
 */
public record SubjectClaim(String hash, long order) {

    /** The order is the offset of this very record. */
    public static final long OPENING = -1;

    public SubjectClaim {
        WorldRef.requireText(hash, "subject hash");
        if (order < OPENING) {
            throw new IllegalArgumentException("order must be -1 or an offset, got " + order);
        }
    }

    /** A claim whose record is not on Kafka yet. */
    public static SubjectClaim opening(String hash) {
        return new SubjectClaim(hash, OPENING);
    }

    /** Whether the offset of the opening record is known. */
    @JsonIgnore
    public boolean isOrdered() {
        return order != OPENING;
    }

    /** The claim of a record that was read at {@code offset}: that of an opening record gets its order from it. */
    public SubjectClaim readAt(long offset) {
        return isOrdered() ? this : at(offset);
    }

    /** The same subject, with the offset of the opening record. */
    public SubjectClaim at(long offset) {
        return new SubjectClaim(hash, offset);
    }
}
