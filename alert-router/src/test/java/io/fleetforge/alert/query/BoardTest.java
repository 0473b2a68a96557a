package io.fleetforge.alert.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.alert.incident.EntryFacts;
import io.fleetforge.alert.incident.EntryKind;
import io.fleetforge.alert.incident.Incidents;
import io.fleetforge.alert.incident.TimelineEntry;
import io.fleetforge.alert.oncall.OnCallPlan;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoardTest {

    private static final Instant START = Instant.parse("2026-11-27T03:00:00Z");

    private final Incidents incidents = new Incidents();

    private void open(String id, int second, String severity) {
        add(
                id,
                second,
                EntryKind.OPENED,
                Map.of(EntryFacts.GROUP, id, EntryFacts.TITLE, id, EntryFacts.SEVERITY, severity));
    }

    private void add(String id, int second, EntryKind kind, Map<String, String> facts) {
        incidents.add(id, new TimelineEntry(kind + "/" + id, START.plusSeconds(second), kind, "ann", "", facts));
    }

    private Board board() {
        return Board.of(incidents, OnCallPlan.EMPTY, START.plusSeconds(3600));
    }

    @Test
    void shouldListOpenIncidentsFirstBySeverityThenByAge() {
        open("acknowledged", 0, "P1");
        add("acknowledged", 1, EntryKind.ACKNOWLEDGED, Map.of());
        open("minor", 2, "P3");
        open("later", 4, "P1");
        open("sooner", 3, "P1");
        open("done", 5, "P1");
        add("done", 6, EntryKind.RESOLVED, Map.of());

        assertThat(board().active())
                .extracting(row -> row.incident().id())
                .containsExactly("sooner", "later", "minor", "acknowledged");
        assertThat(board().closed()).extracting(incident -> incident.id()).containsExactly("done");
    }

    @Test
    void shouldListTheOldestWhenThereAreMoreThanTheLimit() {
        open("oldest", 0, "P1");
        for (var each = 1; each <= 600; each++) {
            open("closed" + each, each, "P2");
            add("closed" + each, each, EntryKind.RESOLVED, Map.of());
        }
        for (var each = 1; each <= Board.MAX_OPEN; each++) {
            open("open" + each, each, "P1");
        }

        assertThat(board().active().getFirst().incident().id()).isEqualTo("oldest");
        assertThat(board().active()).hasSize(Board.MAX_OPEN);
        assertThat(board().more()).isEqualTo(1);
        assertThat(board().activeCount()).isEqualTo(Board.MAX_OPEN + 1);
        assertThat(board().closed()).hasSize(Board.MAX_CLOSED);

        add("oldest", 1000, EntryKind.ACKNOWLEDGED, Map.of());
        assertThat(board().active()).extracting(row -> row.incident().id()).contains("oldest");
    }
}
