package io.fleetforge.alert.explain;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The decision about an alert in one group at one instant, as the decision log keeps it.
 *
 * @param fingerprint of the alert
 * @param group key of the group
 * @param integration of the receiver; empty when it is about all of them
 * @param text for users
 */
public record LoggedDecision(
        String fingerprint,
        Instant at,
        Outcome outcome,
        String group,
        String receiver,
        String integration,
        String text) {

    /** What was decided, or what became of the notification. */
    public enum Outcome {
        /** The integration accepted the notification. */
        NOTIFIED("Notified"),
        /** The integration did not accept the notification; the alert is undelivered. */
        FAILED("Failed"),
        /** The alert is silenced or inhibited. */
        SUPPRESSED("Suppressed"),
        /** A mute time of the route holds, or none of its active times does. */
        MUTED("Muted"),
        /** The alert ended before its group was flushed. */
        NOT_NEEDED("NotNeeded");

        private final String code;

        Outcome(String code) {
            this.code = code;
        }

        /** Whether no notification was attempted. */
        boolean isSkipped() {
            return this != NOTIFIED && this != FAILED;
        }

        public String code() {
            return code;
        }

        /** Empty for a code of a later version. */
        public static Optional<Outcome> of(String code) {
            return Arrays.stream(values())
                    .filter(outcome -> outcome.code.equals(code))
                    .findFirst();
        }
    }

    /** Whether it equals {@code other} but for its time. */
    boolean repeats(LoggedDecision other) {
        return outcome == other.outcome
                && text.equals(other.text)
                && group.equals(other.group)
                && integration.equals(other.integration);
    }

    /** Whether it supersedes {@code other}: the same integration in the same group, or all of them. */
    boolean replaces(LoggedDecision other) {
        return group.equals(other.group)
                && (integration.equals(other.integration) || integration.isEmpty() || other.integration.isEmpty());
    }
}
