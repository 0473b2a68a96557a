package io.fleetforge.cell.simulation;

import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.PlayerSpread;
import java.util.Arrays;
import java.util.Optional;

/** Where the entities of a cell stood at one tick boundary. Immutable: whoever makes one gives its arrays away. */
public final class Positions {

    private final double[] x;
    private final double[] y;

    Positions(double[] x, double[] y) {
        this.x = x;
        this.y = y;
    }

    /** The summary for telemetry, empty when nobody is here. Sorts copies: not for the cell's writer. */
    public Optional<PlayerSpread> spread(Bounds cell) {
        return x.length == 0 ? Optional.empty() : Optional.of(PlayerSpread.of(sorted(x), sorted(y), cell));
    }

    private static double[] sorted(double[] coordinates) {
        var copy = coordinates.clone();
        Arrays.sort(copy);
        return copy;
    }
}
