package io.fleetforge.alert.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AlertTextTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Map<String, String> LABELS =
            Map.of("alertname", "HostDown", "severity", "P1", "world", "starter");

    @Test
    void shouldPreferSummaryInTitleAndDescriptionInDetail() {
        var alert = alert(Map.of("summary", "host is down", "description", "host arena-1 is down"));

        assertThat(AlertText.title(alert)).isEqualTo("HostDown: host is down");
        assertThat(AlertText.detail(alert)).isEqualTo("HostDown: host arena-1 is down");
    }

    @Test
    void shouldUseLabelsWhenAnnotationsAreMissingOrBlank() {
        var alert = alert(Map.of("summary", " "));

        assertThat(AlertText.title(alert)).isEqualTo("HostDown {world=\"starter\"}");
        assertThat(AlertText.detail(alert)).isEqualTo(AlertText.title(alert));
    }

    @Test
    void shouldReturnFirstAnnotationThatIsNotBlank() {
        var alerts =
                List.of(alert(Map.of("runbook_url", "")), alert(Map.of("runbook_url", "docs/runbooks/host-down.md")));

        assertThat(AlertText.annotation(alerts, "runbook_url")).isEqualTo("docs/runbooks/host-down.md");
        assertThat(AlertText.annotation(alerts, "summary")).isEmpty();
    }

    private static Alert alert(Map<String, String> annotations) {
        return new Alert(LabelSet.of(LABELS), new TreeMap<>(annotations), NOW, NOW.plusSeconds(60), "", NOW);
    }
}
