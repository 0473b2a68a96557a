package io.fleetforge.contracts.message;

import io.fleetforge.contracts.geometry.Bounds;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Ghosts that one host shows the other hosts of its world: players in its cells within view of theirs, and the address of its player
 * edge. The newest update of a process counts; after a second without one its ghosts disappear. Key: {@link WorldRef#key()}.
 *
 * @param incarnation incarnation of the host pod
 * @param processId random per process start
 * @param address host and port of the player edge, empty when the process does not know it
 * @param cells one entry per cell that borders a cell of another host
 */
public record GhostUpdate(
        WorldRef world,
        String host,
        long incarnation,
        String processId,
        String address,
        Instant at,
        List<GhostCell> cells) {

    public GhostUpdate {
        Objects.requireNonNull(world, "world");
        WorldRef.requireText(host, "host");
        WorldRef.requireText(processId, "processId");
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
    public record GhostCell(String id, long epoch, Bounds bounds, List<Ghost> players) {
        public GhostCell {
            WorldRef.requireText(id, "cell id");
            Objects.requireNonNull(bounds, "cell bounds");
            players = List.copyOf(players);
        }
    }

    /** A player near the border; the position is finite. */
    public record Ghost(String session, String player, double x, double y) {
        public Ghost {
            WorldRef.requireText(session, "session");
            Objects.requireNonNull(player, "player");
            if (!Double.isFinite(x) || !Double.isFinite(y)) {
                throw new IllegalArgumentException("a position must be finite");
            }
        }
    }
}
