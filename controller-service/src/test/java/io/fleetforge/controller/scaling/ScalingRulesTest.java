package io.fleetforge.controller.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fleetforge.contracts.crd.PlayersSpec;
import io.fleetforge.contracts.crd.WorldSpecSpec;
import io.fleetforge.contracts.crd.WorldSpecSpec.CapacitySpec;
import io.fleetforge.contracts.crd.WorldSpecSpec.PersistenceSpec;
import io.fleetforge.contracts.crd.WorldSpecSpec.ResourcesSpec;
import io.fleetforge.contracts.crd.WorldSpecSpec.ScalingSpec;
import io.fleetforge.contracts.crd.WorldSpecSpec.TopologySpec;
import io.fleetforge.contracts.crd.WorldSpecSpec.WorldBoundaries;
import io.fleetforge.controller.scaling.ScalingRules.Limits;
import io.fleetforge.controller.scaling.ScalingRules.Thresholds;
import io.fleetforge.controller.scaling.ScalingRules.Timing;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScalingRulesTest {

    @Test
    void shouldReadTheSpecAndUseTheTopologysLimitWhenScalingHasNone() {
        assertThat(ScalingRules.of(spec(null), true))
                .isEqualTo(new ScalingRules(
                        new Thresholds(0.8, 0.3, 100),
                        new Limits(2, 16, 50, 4),
                        new Timing(Duration.ofMillis(1500), Duration.ofMinutes(2)),
                        true));
        assertThat(ScalingRules.of(spec(8), false).limits().maxCells()).isEqualTo(8);
    }

    @Test
    void shouldGuardItself() {
        assertThatThrownBy(() -> new Thresholds(0.3, 0.3, 1)).hasMessageContaining("0 <= down < up");
        assertThatThrownBy(() -> new Thresholds(0.3, 0.1, 0)).hasMessageContaining("playersPerCell");
        assertThatThrownBy(() -> new Limits(3, 2, 1, 3)).hasMessageContaining("minCells <= maxCells");
        assertThatThrownBy(() -> new Timing(Duration.ZERO, Duration.ZERO)).hasMessageContaining("window");
    }

    private static WorldSpecSpec spec(@Nullable Integer maxCells) {
        return new WorldSpecSpec(
                new TopologySpec(4, 16, new WorldBoundaries(0.0, 1000.0, 0.0, 1000.0), 50.0),
                new CapacitySpec(100, 8, new ResourcesSpec(new Quantity("1"), new Quantity("512Mi"))),
                new ScalingSpec(0.8, 0.3, "2m", "1500ms", 2, maxCells),
                new PersistenceSpec(true, "30s", "24h"),
                new PlayersSpec("30s", null),
                "10m",
                null);
    }
}
