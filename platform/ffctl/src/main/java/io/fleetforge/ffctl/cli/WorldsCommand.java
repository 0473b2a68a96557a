package io.fleetforge.ffctl.cli;

import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopology;
import io.fleetforge.ffctl.cluster.Cluster;
import io.fleetforge.ffctl.render.Ages;
import io.fleetforge.ffctl.render.Table;
import io.fleetforge.ffctl.world.WorldRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine.Command;

/** Lists worlds. */
@Command(
        name = "worlds",
        mixinStandardHelpOptions = true,
        description = "List worlds: phase, running and all cells, hosts, players, and the reason of a problem.")
final class WorldsCommand extends ClusterCommand {

    @Override
    int run(Cluster cluster) {
        var scope = scope(cluster);
        var rows = WorldRow.of(cluster.list(WorldSpec.class, scope), cluster.list(WorldTopology.class, scope));
        if (rows.isEmpty()) {
            note("no worlds"
                    + scope.namespace()
                            .map(namespace -> " in namespace " + namespace + "; -A lists all namespaces")
                            .orElse(""));
        }
        if (json() || !rows.isEmpty()) {
            print(table(rows, main.clock.instant()), rows);
        }
        return ExitCode.OK;
    }

    private static List<String> table(List<WorldRow> rows, Instant now) {
        var table = new Table("NAMESPACE", "NAME", "PHASE", "CELLS", "HOSTS", "PLAYERS", "REVISION", "AGE", "REASON");
        rows.forEach(row -> table.row(
                row.namespace(),
                row.name(),
                row.phase(),
                row.readyCells() + "/" + row.cells(),
                row.hosts(),
                row.players(),
                Objects.requireNonNullElse(row.revision(), "-"),
                Ages.parse(row.created())
                        .map(created -> Ages.format(Duration.between(created, now)))
                        .orElse("-"),
                Objects.requireNonNullElse(row.problem(), "-")));
        return table.lines();
    }
}
