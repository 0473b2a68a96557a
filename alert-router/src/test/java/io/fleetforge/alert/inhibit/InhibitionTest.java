package io.fleetforge.alert.inhibit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.alert.model.Alert;
import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.model.Matchers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InhibitionTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private final Inhibition inhibition = new Inhibition(List.of(new InhibitRule(
            "down", Matchers.parse("severity=P1"), Matchers.parse("severity=~\"P1|P2\""), Set.of("world"))));

    @Test
    void shouldInhibitAlertsWithEqualLabelsWhileTheSourceFires() {
        inhibition.insert(alert(NOW.plusSeconds(60), "alertname", "Down", "severity", "P1", "world", "w1"), NOW);

        assertThat(inhibited("alertname", "Slow", "severity", "P2", "world", "w1"))
                .isTrue();
        assertThat(inhibited("alertname", "Slow", "severity", "P2", "world", "w2"))
                .isFalse();
        assertThat(inhibited("alertname", "Slow", "severity", "P3", "world", "w1"))
                .isFalse();
        assertThat(inhibition.inhibitorOf(LabelSet.of(Map.of("severity", "P2", "world", "w1")), NOW.plusSeconds(60)))
                .as("its end has passed without an update")
                .isEmpty();
    }

    @Test
    void shouldTreatMissingLabelsAsEqual() {
        inhibition.insert(alert(NOW.plusSeconds(60), "alertname", "Down", "severity", "P1"), NOW);

        assertThat(inhibited("alertname", "Slow", "severity", "P2")).isTrue();
        assertThat(inhibited("alertname", "Slow", "severity", "P2", "world", "w1"))
                .isFalse();
    }

    @Test
    void shouldNotInhibitWhenBothAlertsMatchBothSides() {
        inhibition.insert(alert(NOW.plusSeconds(60), "alertname", "Down", "severity", "P1", "world", "w1"), NOW);
        inhibition.insert(alert(NOW.plusSeconds(60), "alertname", "Dead", "severity", "P1", "world", "w1"), NOW);

        assertThat(inhibited("alertname", "Down", "severity", "P1", "world", "w1"))
                .isFalse();
        assertThat(inhibited("alertname", "Other", "severity", "P1", "world", "w1"))
                .isFalse();
    }

    @Test
    void shouldRemoveSourceWhenItEnded() {
        inhibition.insert(alert(NOW.plusSeconds(60), "alertname", "Down", "severity", "P1", "world", "w1"), NOW);
        inhibition.insert(alert(NOW.minusSeconds(1), "alertname", "Down", "severity", "P1", "world", "w1"), NOW);

        assertThat(inhibited("alertname", "Slow", "severity", "P2", "world", "w1"))
                .isFalse();
    }

    private boolean inhibited(String... labels) {
        return inhibition.inhibitorOf(labels(labels), NOW).isPresent();
    }

    private static Alert alert(Instant endsAt, String... labels) {
        return new Alert(labels(labels).values(), NOW.minusSeconds(60), endsAt);
    }

    private static LabelSet labels(String... labels) {
        var values = new java.util.TreeMap<String, String>();
        for (var i = 0; i < labels.length; i += 2) {
            values.put(labels[i], labels[i + 1]);
        }
        return new LabelSet(values);
    }
}
