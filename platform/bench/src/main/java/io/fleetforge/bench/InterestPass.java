package io.fleetforge.bench;

import io.fleetforge.bench.InterestCrowd.Spread;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One interest pass: builds an index of all positions, then queries the neighbours of every player. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class InterestPass {

    @Param({"100", "1000", "10000", "100000"})
    private int players = 1;

    @Param
    private Spread spread = Spread.UNIFORM;

    private InterestCrowd crowd = InterestCrowd.of(1, Spread.UNIFORM);
    private NeighbourSearch grid = NeighbourSearch.grid(crowd);
    private NeighbourSearch strTree = NeighbourSearch.strTree(crowd);
    private NeighbourSearch quadtree = NeighbourSearch.quadtree(crowd);
    private int[] found = new int[0];

    /** @throws IllegalStateException when the three do not find the same */
    @Setup
    public void prepare() {
        crowd = InterestCrowd.of(players, spread);
        found = new int[players];
        grid = NeighbourSearch.grid(crowd);
        strTree = NeighbourSearch.strTree(crowd);
        quadtree = NeighbourSearch.quadtree(crowd);
        var pairs = SamePairs.require(crowd, grid, strTree, quadtree);
        System.out.println("# pairs: " + pairs);
    }

    @Benchmark
    public long grid() {
        return pass(grid);
    }

    @Benchmark
    public long strTree() {
        return pass(strTree);
    }

    @Benchmark
    public long quadtree() {
        return pass(quadtree);
    }

    /** One implementation per fork, so that the peers' calls are as direct as ours. */
    private long pass(NeighbourSearch search) {
        search.build();
        var entities = crowd.entities();
        var pairs = 0L;
        for (var slot = 0; slot < entities.size(); slot++) {
            pairs += search.near(entities.x(slot), entities.y(slot), found);
        }
        return pairs;
    }
}
