package io.fleetforge.controller.partition;

import io.fleetforge.contracts.geometry.Bounds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Changes a running partition to another number of cells with minimal change: growth halves the largest cells, shrinking joins the
 * smallest neighbours that form a rectangle. Untouched cells keep their identity, so that their players are unaffected.
 * Deterministic.
 */
public final class Repartition {

    private Repartition() {}

    /**
     * A cell of the new partition.
     *
     * @param id the old id when the cell is untouched, null for a new one
     * @param parents old cells that it was made of, empty when untouched
     * @param host preferred host: that of the cell it was made of
     */
    public record Piece(@Nullable String id, Bounds bounds, List<String> parents, String host) {
        public Piece {
            parents = List.copyOf(parents);
        }

        /** The same piece, to run on another host. */
        public Piece on(String newHost) {
            return new Piece(id, bounds, parents, newHost);
        }

        public boolean isNew() {
            return id == null;
        }
    }

    /** Outcome: the pieces, or empty when no sequence of halvings and joins reaches {@code target}. */
    public static Optional<List<Piece>> to(int target, List<Piece> current, double minCellSize) {
        var pieces = new ArrayList<>(current);
        while (pieces.size() < target) {
            if (!splitLargest(pieces, minCellSize)) {
                return Optional.empty();
            }
        }
        while (pieces.size() > target) {
            if (!joinSmallest(pieces)) {
                return Optional.empty();
            }
        }
        return Optional.of(List.copyOf(pieces));
    }

    /** {@code pieces} with the one of that id halved. */
    public static List<Piece> halved(List<Piece> pieces, String id) {
        return pieces.stream()
                .flatMap(piece -> id.equals(piece.id())
                        ? WorldPartitioner.halve(piece.bounds()).stream().map(half -> child(half, piece))
                        : Stream.of(piece))
                .toList();
    }

    /** {@code pieces} with the one of that id split at {@code line}, which must go through it. */
    public static List<Piece> split(List<Piece> pieces, String id, SplitLine line) {
        return pieces.stream()
                .flatMap(piece -> id.equals(piece.id())
                        ? line.parts(piece.bounds()).stream().map(part -> child(part, piece))
                        : Stream.of(piece))
                .toList();
    }

    /** {@code pieces} with two that tile a rectangle joined, at the index of the first. */
    public static List<Piece> joined(List<Piece> pieces, List<String> ids) {
        var pair = pieces.stream()
                .filter(piece -> piece.id() != null && ids.contains(piece.id()))
                .toList();
        var joined = join(pair.getFirst(), pair.getLast());
        return pieces.stream()
                .filter(piece -> !piece.equals(pair.getLast()))
                .map(piece -> piece.equals(pair.getFirst()) ? joined : piece)
                .toList();
    }

    private static boolean splitLargest(List<Piece> pieces, double minCellSize) {
        var candidate = pieces.stream()
                .filter(piece -> divides(piece.bounds(), minCellSize))
                .max(Comparator.comparingDouble((Piece piece) -> piece.bounds().area())
                        .thenComparing(ORDER.reversed()));
        if (candidate.isEmpty()) {
            return false;
        }
        var parent = candidate.get();
        var at = pieces.indexOf(parent);
        pieces.remove(at);
        var halves = WorldPartitioner.halve(parent.bounds());
        pieces.addAll(at, halves.stream().map(half -> child(half, parent)).toList());
        return true;
    }

    private static boolean divides(Bounds bounds, double minCellSize) {
        var halves = WorldPartitioner.halve(bounds);
        return !halves.isEmpty()
                && halves.stream().allMatch(half -> Math.min(half.width(), half.height()) >= minCellSize);
    }

    private static Piece child(Bounds bounds, Piece parent) {
        return new Piece(null, bounds, lineage(parent), parent.host());
    }

    private static List<String> lineage(Piece piece) {
        return piece.id() == null ? piece.parents() : List.of(piece.id());
    }

    private record Pair(Piece first, Piece second) {
        double area() {
            return first.bounds().area() + second.bounds().area();
        }

        boolean crossesHosts() {
            return !first.host().equals(second.host());
        }
    }

    private static boolean joinSmallest(List<Piece> pieces) {
        Pair best = null;
        var order = Comparator.comparing(Pair::crossesHosts).thenComparingDouble(Pair::area);
        for (var i = 0; i < pieces.size(); i++) {
            for (var j = i + 1; j < pieces.size(); j++) {
                if (!pieces.get(i).bounds().tilesWith(pieces.get(j).bounds())) {
                    continue;
                }
                var pair = new Pair(pieces.get(i), pieces.get(j));
                if (best == null || order.compare(pair, best) < 0) {
                    best = pair;
                }
            }
        }
        if (best == null) {
            return false;
        }
        pieces.set(pieces.indexOf(best.first()), join(best.first(), best.second()));
        pieces.remove(best.second());
        return true;
    }

    private static Piece join(Piece first, Piece second) {
        var parents = new ArrayList<>(lineage(first));
        lineage(second).stream().filter(id -> !parents.contains(id)).forEach(parents::add);
        return new Piece(null, first.bounds().union(second.bounds()), parents, first.host());
    }

    private static final Comparator<Piece> ORDER = Comparator.comparingDouble(
                    (Piece piece) -> piece.bounds().xMin())
            .thenComparingDouble(piece -> piece.bounds().yMin());
}
