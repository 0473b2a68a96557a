package io.fleetforge.controller.scaling;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.contracts.crd.WorldTopologySpec.Source;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.CellState;
import io.fleetforge.contracts.message.HostTelemetry;
import io.fleetforge.contracts.message.HostTelemetry.CellSample;
import io.fleetforge.contracts.message.PlayerSpread;
import io.fleetforge.contracts.message.WorldRef;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Four quarters of a world on one host, watched second by second. Cells are a, b below and c, d above them. */
final class Scene {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final WorldRef WORLD = new WorldRef("default", "w", "u-1");

    final LoadHistory history = new LoadHistory();
    final Map<String, PlayerSpread> spreads = new HashMap<>();
    private final ScalingRules rules;
    private WorldTopologySpec topology;
    private Instant now = START;

    Scene(ScalingRules rules) {
        this.rules = rules;
        topology = new WorldTopologySpec(
                1,
                1,
                new Source(new Bounds(0, 1000, 0, 1000), 4, 1, 100),
                List.of(new Host("w-0", 1), new Host("w-1", 1)),
                List.of(
                        cell("a", new Bounds(0, 500, 0, 500)),
                        cell("b", new Bounds(500, 1000, 0, 500)),
                        cell("c", new Bounds(0, 500, 500, 1000)),
                        cell("d", new Bounds(500, 1000, 500, 1000))));
        follow();
    }

    private static Cell cell(String id, Bounds bounds) {
        return new Cell(id, bounds, "w-0", 1, List.of());
    }

    /** The cell was split off another, now. */
    Scene splitNow(String id) {
        replace(id, cell -> new Cell(id, cell.bounds(), cell.host(), cell.epoch() + 1, List.of("p")));
        history.forgetWorld("u-1");
        follow();
        return this;
    }

    Scene onHost(String id, String host) {
        replace(id, cell -> cell.on(host, cell.epoch()));
        return this;
    }

    private void replace(String id, java.util.function.UnaryOperator<Cell> change) {
        topology = new WorldTopologySpec(
                topology.revision(),
                topology.epoch(),
                topology.source(),
                topology.hosts(),
                topology.cells().stream()
                        .map(cell -> cell.id().equals(id) ? change.apply(cell) : cell)
                        .toList());
    }

    private void follow() {
        history.follow("u-1", topology, rules.timing().window(), now);
    }

    /** So many seconds with so many players in a, b, c and d. */
    Scene hold(int seconds, int... players) {
        for (var second = 0; second < seconds; second++) {
            now = now.plusSeconds(1);
            history.note(sample(players), now);
        }
        return this;
    }

    /** All players of the cell stand along its diagonal, as far as {@code share} of it. */
    Scene spread(String id, double share) {
        var bounds = cell(id).bounds();
        spreads.put(
                id,
                PlayerSpread.of(
                        ramp(bounds.xMin(), bounds.width() * share),
                        ramp(bounds.yMin(), bounds.height() * share),
                        bounds));
        return this;
    }

    Cell cell(String id) {
        return topology.cells().stream()
                .filter(cell -> cell.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    ScalingDecision decide() {
        return ScalingDecision.of(view());
    }

    ScalingView view() {
        var insights = new HashMap<String, ScalingView.Insight>();
        history.known("u-1", topology, now)
                .forEach((id, known) -> insights.put(
                        id, new ScalingView.Insight(known.born(), known.load(), Optional.ofNullable(spreads.get(id)))));
        return new ScalingView(topology, insights, rules, now);
    }

    private HostTelemetry sample(int... players) {
        return new HostTelemetry(
                WORLD,
                "w-0",
                1,
                "process",
                1,
                now,
                IntStream.range(0, players.length)
                        .mapToObj(i -> new CellSample(
                                topology.cells().get(i).id(),
                                topology.cells().get(i).epoch(),
                                CellState.RUNNING,
                                players[i],
                                0,
                                0,
                                0))
                        .toList());
    }

    private static double[] ramp(double from, double length) {
        var ramp = new double[64];
        Arrays.setAll(ramp, i -> from + length * i / ramp.length);
        return ramp;
    }
}
