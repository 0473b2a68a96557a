package io.fleetforge.local.demo;

import io.fleetforge.worldmap.WorldPicture;
import io.fleetforge.worldmap.WorldPicture.CellPicture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Splits and merges since the first picture, each counted once. Not thread-safe. */
final class PartitionHistory {

    private final Set<String> known = new HashSet<>();
    private int splits;
    private int merges;

    /** The changes in this picture, as text. The cells of the first picture are the starting point. */
    List<String> observe(WorldPicture picture) {
        var first = known.isEmpty();
        var parts = new HashMap<String, List<CellPicture>>();
        var lines = new ArrayList<String>();
        for (var cell : picture.cells()) {
            if (!known.add(cell.id()) || first) {
                continue;
            }
            if (cell.parents().size() == 1) {
                parts.computeIfAbsent(cell.parents().getFirst(), parent -> new ArrayList<>())
                        .add(cell);
            } else if (cell.parents().size() > 1) {
                merges++;
                lines.add(String.join(" and ", cell.parents()) + " merged into " + cell.id());
            }
        }
        for (var split : parts.entrySet()) {
            splits++;
            lines.add(split.getKey() + " split into " + ids(split));
        }
        return lines;
    }

    private static String ids(Map.Entry<String, List<CellPicture>> split) {
        return String.join(
                " and ", split.getValue().stream().map(CellPicture::id).toList());
    }

    int splits() {
        return splits;
    }

    int merges() {
        return merges;
    }
}
