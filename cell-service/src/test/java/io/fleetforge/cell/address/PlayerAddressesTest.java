package io.fleetforge.cell.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.cell.interest.RemoteGhosts;
import io.fleetforge.cell.runtime.CellHosts;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.cell.runtime.NoopHostEventListener;
import io.fleetforge.cell.runtime.Persistence;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.GhostUpdate;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;
import io.fleetforge.contracts.message.WorldRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two hosts, of which this is w-0 and w-1 reports its address in the cluster. */
class PlayerAddressesTest {

    private static final WorldRef WORLD = new WorldRef("games", "w", "u-1");

    private final CellHosts.Started started = CellHosts.start(
            new HostIdentity(WORLD, "w-0", 1, "process"),
            new CellHosts.Outside(new NoopHostEventListener(), Persistence.OFF, (late, took) -> {}),
            1,
            new CellHosts.TickRate(Duration.ofMillis(50), 100));
    private final RemoteGhosts ghosts = new RemoteGhosts(10, () -> 0);
    private final PlayerAddresses addresses = new PlayerAddresses(started.host(), ghosts);

    @AfterEach
    void stop() {
        started.host().stop(CorrelationId.random());
    }

    @Test
    void shouldNameTheReportedAddressInsideTheCluster() {
        applies(1, null);

        assertThat(addresses.of("w-1")).isEqualTo("10.0.0.7:8081");
        assertThat(addresses.own()).isEmpty();
    }

    @Test
    void shouldNameThePublicUrlOfAnExposedWorld() {
        applies(1, null);
        applies(2, Map.of("w-0", "https://p/games/w-0", "w-1", "https://p/games/w-1"));

        assertThat(addresses.of("w-1")).isEqualTo("https://p/games/w-1");
        assertThat(addresses.own()).isEqualTo("https://p/games/w-0");
    }

    @Test
    void shouldNameNoAddressInsideTheClusterToPlayersFromOutside() {
        applies(1, Map.of());

        assertThat(addresses.of("w-1")).isEmpty();
        assertThat(addresses.own()).isEmpty();
    }

    private void applies(long revision, @Nullable Map<String, String> known) {
        var topology = new TopologyMessage(
                WORLD,
                revision,
                1,
                new Bounds(0, 10, 0, 10),
                10,
                List.of(new HostAssignment("w-0", 1), new HostAssignment("w-1", 1)),
                List.of(),
                known);
        started.host().apply(topology, CorrelationId.random());
        ghosts.received(
                new GhostUpdate(WORLD, "w-1", 1, "other", "10.0.0.7:8081", Instant.EPOCH, List.of()), topology, "w-0");
    }
}
