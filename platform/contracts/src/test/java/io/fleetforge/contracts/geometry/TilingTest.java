package io.fleetforge.contracts.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TilingTest {

    private static final Bounds WORLD = new Bounds(0, 10, 0, 10);

    @Test
    void shouldFindNothingWrongWhenTilesCoverExactly() {
        assertThat(Tiling.violation(
                        WORLD, List.of(new Bounds(0, 5, 0, 10), new Bounds(5, 10, 0, 4), new Bounds(5, 10, 4, 10))))
                .isEmpty();
    }

    @Test
    void shouldNameGapOverlapAndOutside() {
        assertThat(Tiling.violation(WORLD, List.of(new Bounds(0, 5, 0, 10))))
                .hasValueSatisfying(why -> assertThat(why).contains("cover 50.0 of 100.0"));
        assertThat(Tiling.violation(WORLD, List.of(new Bounds(0, 6, 0, 10), new Bounds(5, 10, 0, 10))))
                .hasValueSatisfying(why -> assertThat(why).contains("overlaps"));
        assertThat(Tiling.violation(WORLD, List.of(new Bounds(0, 11, 0, 10))))
                .hasValueSatisfying(why -> assertThat(why).contains("outside"));
    }

    @Test
    void shouldPutAnEdgeIntoExactlyOneCell() {
        var left = new Bounds(0, 5, 0, 10);
        var right = new Bounds(5, 10, 0, 10);

        assertThat(left.contains(5, 3)).isFalse();
        assertThat(right.contains(5, 3)).isTrue();
        assertThat(left.tilesWith(right)).isTrue();
        assertThat(left.union(right)).isEqualTo(WORLD);
    }

    @Test
    void shouldRefuseEmptyAndInfiniteBounds() {
        assertThatThrownBy(() -> new Bounds(1, 1, 0, 1)).hasMessageContaining("xMin < xMax");
        assertThatThrownBy(() -> new Bounds(0, Double.POSITIVE_INFINITY, 0, 1)).hasMessageContaining("finite");
        assertThatThrownBy(() -> new Point(Double.NaN, 0)).hasMessageContaining("finite");
    }
}
