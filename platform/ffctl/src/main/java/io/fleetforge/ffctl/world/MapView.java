package io.fleetforge.ffctl.world;

import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.ffctl.render.Counts;
import io.fleetforge.worldmap.WorldPicture;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A picture of a world as JSON. */
public record MapView(String namespace, String name, long revision, Box bounds, int players, List<Cell> cells) {

    /**
     * A cell.
     *
     * @param players null while its host does not run it
     */
    public record Cell(
            String id,
            String host,
            Box bounds,
            List<String> parents,
            @Nullable Integer players) {}

    /** A half-open rectangle. */
    public record Box(double xMin, double xMax, double yMin, double yMax) {

        static Box of(Bounds bounds) {
            return new Box(bounds.xMin(), bounds.xMax(), bounds.yMin(), bounds.yMax());
        }
    }

    public static MapView of(String namespace, String name, WorldPicture picture) {
        return new MapView(
                namespace,
                name,
                picture.revision(),
                Box.of(picture.world()),
                picture.players(),
                picture.cells().stream()
                        .map(cell -> new Cell(
                                cell.id(),
                                cell.host(),
                                Box.of(cell.bounds()),
                                cell.parents(),
                                cell.runs() ? Integer.valueOf(cell.players()) : null))
                        .toList());
    }

    /** The heading of the map. */
    public static String heading(String namespace, String name, WorldPicture picture) {
        var hosts = picture.cells().stream()
                .map(WorldPicture.CellPicture::host)
                .distinct()
                .count();
        return String.format(
                Locale.ROOT,
                "%s/%s: revision %d, %s on %s, %s",
                namespace,
                name,
                picture.revision(),
                Counts.format(picture.cells().size(), "cell"),
                Counts.format(hosts, "host"),
                Counts.format(picture.players(), "player"));
    }
}
