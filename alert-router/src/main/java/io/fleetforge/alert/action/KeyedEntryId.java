package io.fleetforge.alert.action;

import io.fleetforge.alert.incident.Incident;
import io.fleetforge.alert.incident.TimelineEntry;
import io.fleetforge.runtime.rest.IdempotencyKey;

/**
 * Id of a timeline entry that was made with an {@link IdempotencyKey}: of caller and key, then of the body. So every instance derives the
 * same id, a timeline has it once, and shows how a key was used.
 *
 * @param key digest of caller, incident and key, hexadecimal
 * @param body digest of action and arguments, hexadecimal
 */
record KeyedEntryId(String key, String body) {

    private static final String PREFIX = "key/";
    private static final int HEX_DIGITS = 32;

    String value() {
        return prefix() + body.substring(0, HEX_DIGITS);
    }

    private String prefix() {
        return PREFIX + key.substring(0, HEX_DIGITS) + "/";
    }

    /**
     * Whether a call with the same key made an entry of {@code incident}.
     *
     * @throws io.fleetforge.runtime.problem.ProblemException 422 when its action or arguments were others
     */
    boolean isIn(Incident incident) {
        var made = incident.timeline().stream()
                .map(TimelineEntry::id)
                .filter(id -> id.startsWith(prefix()))
                .findFirst();
        if (made.isPresent() && !made.get().equals(value())) {
            throw IdempotencyKey.reused();
        }
        return made.isPresent();
    }
}
