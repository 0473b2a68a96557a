package io.fleetforge.alert.incident;

import java.util.Arrays;
import java.util.Optional;

/** The event that a timeline entry records. */
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
    CLOSED_AT("ClosedAtIntegration"),
    REVIEWED("Reviewed"),
    NOTED("Noted"),
    RELATED("Related");

    private final String code;

    EntryKind(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    /** Empty for a code of a later version. */
    public static Optional<EntryKind> of(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }
}
