package io.fleetforge.controller.scaling;

import io.fleetforge.contracts.crd.SpecDuration;
import io.fleetforge.contracts.crd.WorldSpecSpec;
import java.time.Duration;
import java.util.Objects;

/**
 * Scaling settings of a spec, read once and validated.
 *
 * @param paused an operator pauses scaling
 */
public record ScalingRules(Thresholds thresholds, Limits limits, Timing timing, boolean paused) {

    public ScalingRules {
        Objects.requireNonNull(thresholds, "thresholds");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(timing, "timing");
    }

    /** Reads a spec that the API server accepted, so every defaulted field is present. */
    public static ScalingRules of(WorldSpecSpec spec, boolean paused) {
        var scaling = spec.scaling();
        var topology = spec.topology();
        return new ScalingRules(
                new Thresholds(
                        scaling.scaleUpThreshold(),
                        scaling.scaleDownThreshold(),
                        spec.capacity().maxPlayersPerCell()),
                new Limits(scaling.minCells(), spec.cellLimit(), topology.minCellSize(), topology.initialCells()),
                new Timing(SpecDuration.parse(scaling.stabilizationWindow()), SpecDuration.parse(scaling.cooldown())),
                paused);
    }

    /**
     * From which load a cell splits and below which two merge.
     *
     * @param up share of {@code playersPerCell} from which a cell splits
     * @param down share below which two cells together merge
     */
    public record Thresholds(double up, double down, int playersPerCell) {

        /** A merged cell stays below this share of the load that splits: else the next few players would undo it. */
        private static final double CALM = 0.75;

        public Thresholds {
            if (!(up > 0) || !(down >= 0) || down >= up) {
                throw new IllegalArgumentException("thresholds must have 0 <= down < up, got " + down + " and " + up);
            }
            if (playersPerCell < 1) {
                throw new IllegalArgumentException("playersPerCell must be >= 1, got " + playersPerCell);
            }
        }

        /** Players from which a cell splits. */
        public double splitsFrom() {
            return up * playersPerCell;
        }

        /** Players below which two cells together merge. */
        public double mergesBelow() {
            return Math.min(down, CALM * up) * playersPerCell;
        }
    }

    /**
     * Limits of every decision.
     *
     * @param initialCells a world without players is not merged below its initial partition
     */
    public record Limits(int minCells, int maxCells, double minCellSize, int initialCells) {
        public Limits {
            if (minCells < 1 || maxCells < minCells) {
                throw new IllegalArgumentException(
                        "limits must have 1 <= minCells <= maxCells, got " + minCells + " and " + maxCells);
            }
        }
    }

    /**
     * @param window how long a load must hold
     * @param cooldown how long the cells of a change are left alone
     */
    public record Timing(Duration window, Duration cooldown) {
        public Timing {
            if (!window.isPositive() || cooldown.isNegative()) {
                throw new IllegalArgumentException(
                        "window must be positive and cooldown not negative, got " + window + " and " + cooldown);
            }
        }
    }
}
