package io.fleetforge.bench;

import java.util.Arrays;

/** Checks that several indexes find the same neighbours, player by player. */
final class SamePairs {

    private SamePairs() {}

    /**
     * @return how many pairs there are, each player with itself included
     * @throws IllegalStateException when one index finds a neighbour that another does not
     */
    static long require(InterestCrowd crowd, NeighbourSearch first, NeighbourSearch... others) {
        var entities = crowd.entities();
        first.build();
        for (var other : others) {
            other.build();
        }
        var expected = new int[entities.size()];
        var found = new int[entities.size()];
        var pairs = 0L;
        for (var slot = 0; slot < entities.size(); slot++) {
            var count = sorted(first, entities.x(slot), entities.y(slot), expected);
            pairs += count;
            for (var other : others) {
                var same = sorted(other, entities.x(slot), entities.y(slot), found) == count
                        && Arrays.equals(expected, 0, count, found, 0, count);
                if (!same) {
                    throw new IllegalStateException("different neighbours of player " + slot);
                }
            }
        }
        return pairs;
    }

    private static int sorted(NeighbourSearch neighbours, double x, double y, int[] into) {
        var count = neighbours.near(x, y, into);
        Arrays.sort(into, 0, count);
        return count;
    }
}
