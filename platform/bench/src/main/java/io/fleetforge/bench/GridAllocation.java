package io.fleetforge.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a pass over the grid allocates, to the byte: JMH's profiler counts what the JVM does meanwhile in other threads, and
 * divides it by few passes when these are long.
 */
final class GridAllocation {

    private static final int WARM_PASSES = 3;
    private static final int RUNS = 3;

    private GridAllocation() {}

    /** Bytes of one pass; the least of a few leaves out what the JVM does on this thread. */
    static long perPass(InterestCrowd crowd) {
        var grid = NeighbourSearch.grid(crowd);
        var found = new int[crowd.entities().size()];
        for (var pass = 0; pass < WARM_PASSES; pass++) {
            pass(crowd, grid, found);
        }
        var threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        threads.getCurrentThreadAllocatedBytes();
        var least = Long.MAX_VALUE;
        for (var run = 0; run < RUNS; run++) {
            var before = threads.getCurrentThreadAllocatedBytes();
            pass(crowd, grid, found);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private static void pass(InterestCrowd crowd, NeighbourSearch grid, int[] found) {
        grid.build();
        for (var slot = 0; slot < found.length; slot++) {
            grid.near(crowd.entities().x(slot), crowd.entities().y(slot), found);
        }
    }
}
