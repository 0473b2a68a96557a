package io.fleetforge.alert.explain;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * What was decided about an alert at one moment.
 *
 * @param fingerprint of the alert
 * @param group key of the group that it was looked at in
 * @param channel of the receiver; empty when it is about all of them
 * @param text for people
 */
public record DecisionLine(
        String fingerprint, Instant at, Verdict verdict, String group, String receiver, String channel, String text) {

    /** What it was. */
    public enum Verdict {
        /** The channel has taken it. */
        TOLD("Told"),
        /** The channel has not taken it; it is owed it. */
        FAILED("Failed"),
        /** Silenced or inhibited. */
        SUPPRESSED("Suppressed"),
        /** Not a time of its route. */
        OUTSIDE_ITS_TIMES("OutsideItsTimes"),
        /** It ended before its group was due. */
        NOT_NEEDED("NotNeeded");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        /** Whether nobody was told, nor was to be. */
        boolean isQuiet() {
            return this != TOLD && this != FAILED;
        }

        public String word() {
            return word;
        }

        /** Empty for one that this version does not know. */
        public static Optional<Verdict> of(String word) {
            return Arrays.stream(values())
                    .filter(verdict -> verdict.word.equals(word))
                    .findFirst();
        }
    }

    /** Whether it says the same as {@code other}, at another time. */
    boolean repeats(DecisionLine other) {
        return verdict == other.verdict
                && text.equals(other.text)
                && group.equals(other.group)
                && channel.equals(other.channel);
    }

    /** Whether it takes the place of {@code other}: the same channel in the same group, or all of them. */
    boolean replaces(DecisionLine other) {
        return group.equals(other.group)
                && (channel.equals(other.channel) || channel.isEmpty() || other.channel.isEmpty());
    }
}
