package io.fleetforge.alert.action;

import io.fleetforge.alert.incident.EntryKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a user can do about an incident. */
enum IncidentAction {
    ACKNOWLEDGE(EntryKind.ACKNOWLEDGED),
    UNACKNOWLEDGE(EntryKind.UNACKNOWLEDGED),
    ASSIGN(EntryKind.ASSIGNED),
    SNOOZE(EntryKind.SNOOZED),
    MITIGATE(EntryKind.MITIGATED),
    RESOLVE(EntryKind.RESOLVED),
    REVIEW(EntryKind.REVIEWED),
    NOTE(EntryKind.NOTED);

    private final EntryKind kind;

    IncidentAction(EntryKind kind) {
        this.kind = kind;
    }

    /** Of the timeline entry that records it. */
    EntryKind kind() {
        return kind;
    }

    /** In lower case, as in paths. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<IncidentAction> of(String code) {
        return Arrays.stream(values())
                .filter(action -> action.code().equals(code))
                .findFirst();
    }

    static String codes() {
        return Arrays.stream(values()).map(IncidentAction::code).collect(Collectors.joining(", "));
    }
}
