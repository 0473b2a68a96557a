package io.fleetforge.ffctl.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopology;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorldRowTest {

    private static final String TOPOLOGY = """
            metadata: {name: starter, namespace: games}
            spec:
              revision: 4
              epoch: 6
              source: {bounds: {xMin: 0, xMax: 1, yMin: 0, yMax: 1}, initialCells: 1, minCellSize: 1, maxPlayersPerCell: 9}
              hosts: [{name: starter-0, incarnation: 1}, {name: starter-1, incarnation: 2}]
              cells: []
            """;

    @Test
    void shouldJoinStatusAndTopology() {
        var world = world("""
                phase: Degraded
                cells: 4
                readyCells: 3
                players: 12
                conditions:
                  - {type: Ready, status: "False", reason: CellsNotRunning, message: 3 of 4 cells run}
                  - {type: Degraded, status: "True", reason: CellsDown, message: 3 of 4 cells run}
                """);

        var rows = WorldRow.of(List.of(world), List.of(Serialization.unmarshal(TOPOLOGY, WorldTopology.class)));

        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.phase()).isEqualTo("Degraded");
            assertThat(row.readyCells()).isEqualTo(3);
            assertThat(row.cells()).isEqualTo(4);
            assertThat(row.hosts()).isEqualTo(2);
            assertThat(row.players()).isEqualTo(12);
            assertThat(row.revision()).isEqualTo(4);
            assertThat(row.problem()).hasToString("Degraded: CellsDown");
        });
    }

    @Test
    void shouldListAWorldThatIsNotReconciledYet() {
        var fresh = Serialization.unmarshal("metadata: {name: starter, namespace: games}", WorldSpec.class);

        assertThat(WorldRow.of(List.of(fresh), List.of())).singleElement().satisfies(row -> {
            assertThat(row.phase()).isEqualTo("Pending");
            assertThat(row.revision()).isNull();
            assertThat(row.problem()).isNull();
        });
    }

    @Test
    void shouldReportNoProblemInAReadyWorld() {
        var ready = world("""
                phase: Ready
                conditions:
                  - {type: Ready, status: "True", reason: AllCellsRunning}
                  - {type: Stalled, status: "False", reason: NotStalled}
                  - {type: ScalingLimited, status: "False", reason: NotLimited}
                """);

        assertThat(WorldRow.problem(ready.getStatus())).isNull();
    }

    private static WorldSpec world(String status) {
        return Serialization.unmarshal(
                "metadata: {name: starter, namespace: games}\nstatus:\n" + status.indent(2), WorldSpec.class);
    }
}
