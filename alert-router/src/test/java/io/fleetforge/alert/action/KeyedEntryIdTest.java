package io.fleetforge.alert.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fleetforge.alert.incident.EntryKind;
import io.fleetforge.alert.incident.Incident;
import io.fleetforge.alert.incident.TimelineEntry;
import io.fleetforge.runtime.problem.ProblemException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyedEntryIdTest {

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final String KEY = "0123456789abcdef".repeat(4);
    private static final String BODY = "fedcba9876543210".repeat(4);

    private final Incident incident = Incident.opened("i1", entry("opened", EntryKind.OPENED));

    @Test
    void shouldBeInTheTimelineOnce() {
        var id = new KeyedEntryId(KEY, BODY);
        var noted = incident.with(entry(id.value(), EntryKind.NOTED));

        assertThat(id.isIn(incident)).isFalse();
        assertThat(id.isIn(noted)).isTrue();
        assertThat(noted.with(entry(id.value(), EntryKind.NOTED)))
                .as("another instance has written it too")
                .isEqualTo(noted);
        assertThat(new KeyedEntryId(BODY, BODY).isIn(noted)).as("another key").isFalse();
    }

    @Test
    void shouldRefuseTheKeyOfAnotherBody() {
        var noted = incident.with(entry(new KeyedEntryId(KEY, BODY).value(), EntryKind.NOTED));

        var refusal = catchThrowableOfType(ProblemException.class, () -> new KeyedEntryId(KEY, KEY).isIn(noted));

        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.code()).isEqualTo("idempotency-key-reused");
    }

    private static TimelineEntry entry(String id, EntryKind kind) {
        return new TimelineEntry(id, AT, kind, "ann", "", Map.of("group", "g", "title", "Down", "severity", "P1"));
    }
}
