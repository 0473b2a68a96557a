package io.fleetforge.worldmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.geometry.Point;
import io.fleetforge.worldmap.WorldPicture.CellPicture;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WorldMapTest {

    private static final WorldPicture TWO = new WorldPicture(
            3,
            new Bounds(-100, 100, 0, 100),
            List.of(
                    new CellPicture("c1-0", "w-0", new Bounds(-100, 0, 0, 100), List.of(), 2),
                    new CellPicture("c1-1", "w-1", new Bounds(0, 100, 0, 100), List.of(), -1)));

    @Test
    void shouldShowBordersCountsAndPlayersPerCell() {
        var positions = new TreeMap<>(Map.of("bot-1-0", new Point(-50, 50), "bot-1-1", new Point(50, 90)));

        var map = WorldMap.draw(TWO, positions);

        assertThat(map.getFirst())
                .startsWith("  + c1-0: 2 --")
                .contains("+ c1-1: 0 --")
                .endsWith("-+");
        assertThat(map.get(7)).isEqualTo("  |               a               |                               |");
        assertThat(map.get(13).indexOf('b')).isEqualTo(2 + 48);
        assertThat(map.subList(15, 17))
                .containsExactly("  c1-0    on w-0          2 players  a", "  c1-1    on w-1          starts     b");
    }

    @Test
    void shouldFitATerminalOfTwentyFourLinesWithEightCells() {
        var strips = new java.util.ArrayList<CellPicture>();
        for (var i = 0; i < 8; i++) {
            strips.add(new CellPicture("c1-" + i, "w-0", new Bounds(i, i + 1, 0, 8), List.of(), 0));
        }

        var map = WorldMap.draw(new WorldPicture(1, new Bounds(0, 8, 0, 8), strips), Map.of());

        assertThat(map).hasSizeLessThan(24).allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
    }
}
