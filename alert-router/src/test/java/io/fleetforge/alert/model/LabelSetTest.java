package io.fleetforge.alert.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelSetTest {

    @Test
    void shouldComputeTheFingerprintOfPrometheus() {
        // An empty set has the offset of FNV-1a; the other value is from a test of Prometheus.
        assertThat(LabelSet.EMPTY.fingerprint()).isEqualTo("cbf29ce484222325");
        assertThat(LabelSet.of(Map.of("name", "garland, briggs", "fear", "love is not enough"))
                        .fingerprint())
                .isEqualTo("507a62d79ee76c9a");
    }

    @Test
    void shouldDropEmptyValuesAndKeepNamesInOrder() {
        var labels = LabelSet.of(Map.of("b", "2", "a", "1", "c", ""));

        assertThat(labels).hasToString("{a=\"1\", b=\"2\"}");
        assertThat(labels.get("c")).isEmpty();
        assertThat(labels).isEqualTo(LabelSet.of(Map.of("a", "1", "b", "2")));
        assertThatThrownBy(() -> LabelSet.of(Map.of("", "x"))).hasMessageContaining("name");
    }

    @Test
    void shouldSelectNamedLabelsAndCommonLabels() {
        var labels = LabelSet.of(Map.of("a", "1", "b", "2"));

        assertThat(labels.only(List.of("b", "z"))).isEqualTo(LabelSet.of(Map.of("b", "2")));
        assertThat(labels.common(LabelSet.of(Map.of("a", "1", "b", "3")))).isEqualTo(LabelSet.of(Map.of("a", "1")));
    }
}
