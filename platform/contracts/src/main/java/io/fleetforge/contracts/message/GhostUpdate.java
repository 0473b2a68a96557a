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
        WorldRef.requireText(processId, "boot");
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

    /** A player near the border; the place is finite. */
    public record Ghost(String session, String player, double x, double y) {
        public Ghost {
            WorldRef.requireText(session, "session");
            Objects.requireNonNull(player, "player");
            if (!Double.isFinite(x) || !Double.isFinite(y)) {
                throw new IllegalArgumentException("a place must be finite");
            }
        }
    }
}
