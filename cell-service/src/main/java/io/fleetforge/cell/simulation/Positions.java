package io.fleetforge.cell.simulation;

import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.PlayerSpread;
import java.util.Arrays;
import java.util.Optional;

/** Positions of a cell's entities at one tick boundary. Immutable: takes ownership of the arrays. */
public final class Positions {

    private final double[] x;
    private final double[] y;

    Positions(double[] x, double[] y) {
        this.x = x;
        this.y = y;
    }

    /** The summary for telemetry, empty without entities. Sorts copies: not for the cell's writer. */
    public Optional<PlayerSpread> spread(Bounds cell) {
        return x.length == 0 ? Optional.empty() : Optional.of(PlayerSpread.of(sorted(x), sorted(y), cell));
    }

    private static double[] sorted(double[] coordinates) {
        var copy = coordinates.clone();
        Arrays.sort(copy);
        return copy;
    }
}
