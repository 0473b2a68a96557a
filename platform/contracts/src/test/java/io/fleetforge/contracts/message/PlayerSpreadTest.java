package io.fleetforge.contracts.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetforge.contracts.geometry.Bounds;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlayerSpreadTest {

    private static final Bounds CELL = new Bounds(0, 1000, 0, 1000);

    @Test
    void shouldNameTheSixteenthsWhenPlayersStandApart() {
        var ramp = IntStream.range(0, 160).mapToDouble(i -> i).toArray();

        assertThat(PlayerSpread.of(ramp, ramp, CELL).x())
                .isEqualTo(IntStream.rangeClosed(1, 15).mapToObj(i -> 10.0 * i).toList());
    }

    @Test
    void shouldRoundToATenThousandthOfTheCell() {
        var one = PlayerSpread.of(new double[] {123.456789}, new double[] {0.000049}, CELL);

        assertThat(one.x()).containsOnly(123.5).hasSize(PlayerSpread.INNER);
        assertThat(one.y()).containsOnly(0.0);
        assertThat(PlayerSpread.of(new double[] {0.123456789}, new double[] {0}, new Bounds(0, 1, 0, 1))
                        .x())
                .containsOnly(0.1235);
    }

    @Test
    void shouldStayBelow400BytesHoweverManyPlayersThereAre() {
        var crowd = IntStream.range(0, 10_000).mapToDouble(i -> i / 10.007).toArray();

        assertThat(new String(MessageCodec.encode(PlayerSpread.of(crowd, crowd, CELL)), StandardCharsets.UTF_8))
                .hasSizeLessThan(400);
    }

    @Test
    void shouldRefuseABadSpread() {
        var fine = Collections.nCopies(PlayerSpread.INNER, 1.0);

        assertThatThrownBy(() -> new PlayerSpread(List.of(1.0), fine)).hasMessageContaining("x must have 15");
        assertThatThrownBy(() -> new PlayerSpread(fine, Collections.nCopies(PlayerSpread.INNER, Double.NaN)))
                .hasMessageContaining("y must be finite");
        assertThatThrownBy(() -> PlayerSpread.of(new double[0], new double[0], CELL))
                .hasMessageContaining("one at least");
    }
}
