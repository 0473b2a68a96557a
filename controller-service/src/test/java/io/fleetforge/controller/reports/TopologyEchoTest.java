package io.fleetforge.controller.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.WorldRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopologyEchoTest {

    private static final WorldRef WORLD = new WorldRef("default", "w", "uid-1");

    private final TopologyEcho echo = new TopologyEcho();

    @Test
    void shouldAskForTheTruthAgainWhenAFormerLeaderOverwroteIt() {
        assertThat(echo.saw(topology(WORLD, 7))).isFalse();
        assertThat(echo.hasObserved(WORLD.key(), "uid-1", 7)).isTrue();

        assertThat(echo.saw(topology(WORLD, 6))).isTrue();

        assertThat(echo.hasObserved(WORLD.key(), "uid-1", 7)).isFalse();
    }

    @Test
    void shouldHoldNothingOfAWorldWhoseLastRecordIsGoneOrUnreadable() {
        echo.saw(topology(WORLD, 7));

        echo.observedNone(WORLD.key());

        assertThat(echo.holds(WORLD.key())).isFalse();
        assertThat(echo.saw(topology(new WorldRef("default", "w", "uid-2"), 1))).isFalse();
        assertThat(echo.saw(topology(WORLD, 7))).as("another world of the name").isTrue();
    }

    private static TopologyMessage topology(WorldRef world, long revision) {
        return new TopologyMessage(world, revision, 1, new Bounds(0, 1, 0, 1), 10, List.of(), List.of());
    }
}
