package io.fleetforge.alert.incident;

import java.util.Arrays;
import java.util.Optional;

/** What a line of a timeline tells. */
public enum EntryKind {
    OPENED("Opened"),
    ALERTS_FIRED("AlertsFired"),
    ALERTS_ENDED("AlertsEnded"),
    PAGED("Paged"),
    PAGE_FAILED("PageFailed"),
    ACKNOWLEDGED("Acknowledged"),
    UNACKNOWLEDGED("Unacknowledged"),
    ASSIGNED("Assigned"),
    SNOOZED("Snoozed"),
    MITIGATED("Mitigated"),
    RESOLVED("Resolved"),
    CLOSED_AT("ClosedAtChannel"),
    REVIEWED("Reviewed"),
    NOTED("Noted"),
    RELATED("Related");

    private final String word;

    EntryKind(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** Empty for one that this version does not know. */
    public static Optional<EntryKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
}
