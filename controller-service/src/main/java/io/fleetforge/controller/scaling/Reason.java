package io.fleetforge.controller.scaling;

/** Why a proposal is blocked, in the order of reporting when there are several. */
public enum Reason {
    /** An operator holds it, by annotation. */
    PAUSED("Paused", false),
    /** The world has its most cells. */
    MAX_CELLS("MaxCells", true),
    /** No split leaves both parts large enough. */
    MIN_CELL_SIZE("MinCellSize", true),
    /** No allowed split separates the players: they stand too close together. */
    CROWD_TOO_DENSE("CrowdTooDense", true),
    /** The world has its fewest cells. */
    MIN_CELLS("MinCells", false),
    /** The cells changed a moment ago; expires by itself. */
    COOLDOWN("Cooldown", false);

    private final String code;
    private final boolean crowded;

    Reason(String code, boolean crowded) {
        this.code = code;
        this.crowded = crowded;
    }

    /** CamelCase, for conditions, events and metrics. */
    public String code() {
        return code;
    }

    /** Whether players may find their cell full because of it. */
    public boolean isCrowded() {
        return crowded;
    }
}
