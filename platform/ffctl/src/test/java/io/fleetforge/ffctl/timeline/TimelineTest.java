package io.fleetforge.ffctl.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.ffctl.timeline.TimelineEntry.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final CorrelationId ID = new CorrelationId("trace-7");

    @Test
    void shouldSortByTimeWhateverTheOrderOfTheSources() {
        var logs = List.of(
                line(900, Origin.LOG, "fleetforge-cell", "cell runs"),
                line(12, Origin.LOG, "fleetforge-controller", "repartitioned"));
        var objects = List.of(
                line(0, Origin.EVENT, "fleetforge-controller", "reported"),
                line(0, Origin.OBJECT, "kubectl", "created"));

        var timeline = Timeline.merge(ID, List.of(logs, objects));

        assertThat(timeline.lines())
                .extracting(TimelineEntry::message)
                .containsExactly("created", "reported", "repartitioned", "cell runs");
        assertThat(timeline.table())
                .containsExactly(
                        "trace-7: 4 lines of 3 services, from 2026-01-01T12:00:00Z, over 900 ms",
                        "+MS  SERVICE                POD  MESSAGE",
                        "~0   kubectl                pod  created",
                        "~0   fleetforge-controller  pod  reported",
                        "12   fleetforge-controller  pod  repartitioned",
                        "900  fleetforge-cell        pod  cell runs");
    }

    @Test
    void shouldDropDuplicatesAndKeepTheOrderOfLinesOfOneMoment() {
        var twice =
                List.of(line(5, Origin.LOG, "s", "b"), line(5, Origin.LOG, "s", "a"), line(5, Origin.LOG, "s", "b"));

        assertThat(Timeline.merge(ID, List.of(twice, twice)).lines())
                .extracting(TimelineEntry::message)
                .containsExactly("b", "a");
    }

    @Test
    void shouldRenderTheSameLinesAsJson() {
        var view = Timeline.merge(ID, List.of(List.of(line(5, Origin.SPAN, "s", "b"))))
                .view(List.of("no logs"));

        assertThat(view.correlationId()).isEqualTo("trace-7");
        assertThat(view.notes()).containsExactly("no logs");
        assertThat(view.lines())
                .containsExactly(
                        new Timeline.Entry("2026-01-01T12:00:00.005Z", 0, false, "span", "s", "pod", "b", Map.of()));
    }

    private static TimelineEntry line(long ms, Origin origin, String service, String what) {
        var coarse = origin == Origin.OBJECT || origin == Origin.EVENT;
        return new TimelineEntry(NOON.plusMillis(ms), coarse, origin, service, "pod", what, Map.of());
    }
}
