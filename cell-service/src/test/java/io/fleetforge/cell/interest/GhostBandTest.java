package io.fleetforge.cell.interest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.cell.interest.GhostBand.Strip;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;
import io.fleetforge.contracts.message.WorldRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class GhostBandTest {

    private static final WorldRef WORLD = new WorldRef("default", "w", "u");

    @Test
    void shouldHoldTheCellsVisibleFromOtherHostsAndTheirPartInReach() {
        var band = GhostBand.of(
                world(
                        cell("far", 0, 100, "w-0"),
                        cell("near", 100, 200, "w-0"),
                        cell("other", 200, 300, "w-1"),
                        cell("beyond", 300, 400, "w-0")),
                "w-0",
                30);

        assertThat(band.shared()).isTrue();
        assertThat(band.strips())
                .extracting(Strip::cell)
                .extracting(CellAssignment::id)
                .containsExactly("near", "beyond");
        var near = band.strips().getFirst();
        assertThat(near.isVisible(170, 50)).as("the edge of what is in reach").isTrue();
        assertThat(near.isVisible(169.9, 50)).isFalse();
        assertThat(band.strips().getLast().isVisible(329, 50)).isTrue();
    }

    @Test
    void shouldReachAcrossACornerAsFarAsTheRadius() {
        var topology = new TopologyMessage(
                WORLD,
                1,
                1,
                new Bounds(0, 200, 0, 200),
                10,
                List.of(new HostAssignment("w-0", 1), new HostAssignment("w-1", 1)),
                List.of(
                        new CellAssignment("sw", new Bounds(0, 100, 0, 100), "w-0", 1, List.of()),
                        new CellAssignment("se", new Bounds(100, 200, 0, 100), "w-0", 1, List.of()),
                        new CellAssignment("nw", new Bounds(0, 100, 100, 200), "w-0", 1, List.of()),
                        new CellAssignment("ne", new Bounds(100, 200, 100, 200), "w-1", 1, List.of())));

        var southWest = GhostBand.of(topology, "w-0", 10).strips().getFirst();

        assertThat(southWest.cell().id()).isEqualTo("sw");
        assertThat(southWest.isVisible(94, 92)).as("6 and 8 away").isTrue();
        assertThat(southWest.isVisible(93, 92)).isFalse();
    }

    @Test
    void shouldBeSharedWithAHostThatHasNoCellsYet() {
        var alone = GhostBand.of(world(cell("all", 0, 400, "w-0")), "w-0", 30);

        assertThat(alone.shared()).isTrue();
        assertThat(alone.strips()).isEmpty();
    }

    private static TopologyMessage world(CellAssignment... cells) {
        return new TopologyMessage(
                WORLD,
                1,
                1,
                new Bounds(0, 400, 0, 100),
                10,
                List.of(new HostAssignment("w-0", 1), new HostAssignment("w-1", 1)),
                List.of(cells));
    }

    private static CellAssignment cell(String id, double from, double to, String host) {
        return new CellAssignment(id, new Bounds(from, to, 0, 100), host, 1, List.of());
    }
}
