package io.fleetforge.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.worldmap.WorldPicture;
import io.fleetforge.worldmap.WorldPicture.CellPicture;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionHistoryTest {

    private static final Bounds WORLD = new Bounds(0, 1, 0, 1);

    private final PartitionHistory history = new PartitionHistory();

    @Test
    void shouldCountEachSplitAndMergeOnceFromTheSecondPictureOn() {
        assertThat(history.observe(picture(cell("c1-0", "c0-9"), cell("c1-1", "c0-8"))))
                .as("the starting point")
                .isEmpty();

        assertThat(history.observe(picture(cell("c2-0", "c1-0"), cell("c2-1", "c1-0"), cell("c1-1"))))
                .containsExactly("c1-0 split into c2-0 and c2-1");
        assertThat(history.observe(picture(cell("c2-0", "c1-0"), cell("c2-1", "c1-0"), cell("c1-1"))))
                .isEmpty();
        assertThat(history.observe(picture(cell("c3-0", "c2-0", "c2-1"), cell("c1-1"))))
                .containsExactly("c2-0 and c2-1 merged into c3-0");

        assertThat(history.splits()).isEqualTo(1);
        assertThat(history.merges()).isEqualTo(1);
    }

    private static WorldPicture picture(CellPicture... cells) {
        return new WorldPicture(1, WORLD, List.of(cells));
    }

    private static CellPicture cell(String id, String... parents) {
        return new CellPicture(id, "w-0", WORLD, Arrays.asList(parents), 0);
    }
}
