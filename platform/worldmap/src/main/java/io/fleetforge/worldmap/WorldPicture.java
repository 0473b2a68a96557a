package io.fleetforge.worldmap;

import io.fleetforge.contracts.geometry.Bounds;
import java.util.List;
import java.util.Objects;

/**
 * The cells of a world at one moment.
 *
 * @param revision of the topology
 */
public record WorldPicture(long revision, Bounds world, List<CellPicture> cells) {

    public WorldPicture {
        Objects.requireNonNull(world, "world");
        cells = List.copyOf(cells);
    }

    /**
     * One cell.
     *
     * @param parents cells that it was split or merged from
     * @param players as its host counts them; -1 while the host does not run it
     */
    public record CellPicture(String id, String host, Bounds bounds, List<String> parents, int players) {
        public CellPicture {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(bounds, "bounds");
            parents = List.copyOf(parents);
        }

        public boolean runs() {
            return players >= 0;
        }
    }

    public boolean runs() {
        return cells.stream().allMatch(CellPicture::runs);
    }

    public int players() {
        return cells.stream().mapToInt(cell -> Math.max(0, cell.players())).sum();
    }

    public int fullest() {
        return cells.stream().mapToInt(CellPicture::players).max().orElse(0);
    }
}
