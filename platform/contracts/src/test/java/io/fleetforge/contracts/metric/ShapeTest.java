package io.fleetforge.contracts.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeTest {

    @Test
    void shouldNameSeriesAsPrometheusDoes() {
        assertThat(Shape.counter("fleetforge.worldspecs").exposed()).isEqualTo("fleetforge_worldspecs_total");
        assertThat(Shape.seconds("fleetforge.checkpoint.age").exposed()).isEqualTo("fleetforge_checkpoint_age_seconds");
        assertThat(Shape.gauge("fleetforge.leader").exposed()).isEqualTo("fleetforge_leader");
        assertThat(Shape.times("fleetforge.tick", .005, 1).buckets())
                .containsExactly(Duration.ofMillis(5), Duration.ofSeconds(1));
    }

    @Test
    void shouldRefuseABadShape() {
        assertThatThrownBy(() -> Shape.counter("worlds")).hasMessageContaining("worlds");
        assertThatThrownBy(() -> Shape.times("fleetforge.tick")).hasMessageContaining("buckets");
        assertThatThrownBy(
                        () -> new Shape("fleetforge.tick", Shape.Type.GAUGE, "seconds", List.of(Duration.ofSeconds(1))))
                .hasMessageContaining("buckets");
    }
}
