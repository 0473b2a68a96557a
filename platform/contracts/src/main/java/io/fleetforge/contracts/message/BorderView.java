package io.fleetforge.contracts.message;

import io.fleetforge.contracts.geometry.Bounds;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What one host lets the other hosts of its world see: who stands in its cells within sight of theirs, and where players
 * reach it. The newest word of a process is all that counts; one that does not come for a second means that nothing is
 * known. Key: {@link WorldRef#key()}.
 *
 * @param incarnation incarnation of the host pod
 * @param boot random per process start
 * @param address host and port of the player edge, empty when the process does not know it
 * @param cells one entry per cell that borders a cell of another host
 */
public record BorderView(
        WorldRef world, String host, long incarnation, String boot, String address, Instant at, List<CellBand> cells) {

    public BorderView {
        Objects.requireNonNull(world, "world");
        WorldRef.requireText(host, "host");
        WorldRef.requireText(boot, "boot");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(at, "at");
        cells = List.copyOf(cells);
    }

    /**
     * The part of a cell that others see.
     *
     * @param id of the cell
     * @param bounds of the whole cell
     */
    public record CellBand(String id, long epoch, Bounds bounds, List<Passer> players) {
        public CellBand {
            WorldRef.requireText(id, "cell id");
            Objects.requireNonNull(bounds, "cell bounds");
            players = List.copyOf(players);
        }
    }

    /** A player near the border; the place is finite. */
    public record Passer(String session, String player, double x, double y) {
        public Passer {
            WorldRef.requireText(session, "session");
            Objects.requireNonNull(player, "player");
            if (!Double.isFinite(x) || !Double.isFinite(y)) {
                throw new IllegalArgumentException("a place must be finite");
            }
        }
    }
}
