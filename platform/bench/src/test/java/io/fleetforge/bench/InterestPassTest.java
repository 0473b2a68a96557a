package io.fleetforge.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fleetforge.bench.InterestCrowd.Spread;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InterestPassTest {

    @ParameterizedTest
    @EnumSource
    void shouldFindTheSameNeighboursWithTheGridAndWithBothPeers(Spread spread) {
        var crowd = InterestCrowd.of(1000, spread);

        var pairs = SamePairs.require(
                crowd, NeighbourSearch.grid(crowd), NeighbourSearch.strTree(crowd), NeighbourSearch.quadtree(crowd));

        assertThat(pairs).isGreaterThan(1000);
    }

    @Test
    void shouldRefuseToCompareWhatDoesNotFindTheSame() {
        var crowd = InterestCrowd.of(100, Spread.UNIFORM);
        var blind = new NeighbourSearch() {
            @Override
            public void build() {}

            @Override
            public int near(double x, double y, int[] into) {
                return 0;
            }
        };

        assertThatThrownBy(() -> SamePairs.require(crowd, NeighbourSearch.grid(crowd), blind))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource
    void shouldAllocateNothingInAPassOverTheGrid(Spread spread) {
        assertThat(GridAllocation.perPass(InterestCrowd.of(1000, spread))).isZero();
    }

    @Test
    void shouldFindTheExponentOfAGrowthLaw() {
        assertThat(LogLog.slope(Map.of(10, 500.0, 100, 50_000.0, 1000, 5_000_000.0)))
                .isCloseTo(2, within(1e-9));
    }
}
