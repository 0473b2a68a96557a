package io.fleetforge.cell.runtime;

import static io.fleetforge.cell.runtime.CellFixture.ALL;
import static io.fleetforge.cell.runtime.CellFixture.at;
import static io.fleetforge.cell.runtime.CellFixture.cell;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.fleetforge.cell.metrics.CellMetrics;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.simulation.EntityStore.Entity;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TickWorkerTest {

    private static final long PERIOD_NS = 50_000_000;
    private static final CellAgent.Surroundings NO_SURROUNDINGS = new CellAgent.Surroundings() {
        @Override
        public boolean hand(Entity entity, CellAgent from) {
            return false;
        }

        @Override
        public void arrived(Entity entity, CellAgent to) {}

        @Override
        public void leftUnacknowledged(Entity entity, CellAgent from) {}

        @Override
        public void failed(CellAgent cell, RuntimeException fault) {}
    };

    private final AtomicLong nowNs = new AtomicLong(1_000_000_000);
    private final List<Long> latenessNs = new ArrayList<>();
    private final List<Long> skipped = new ArrayList<>();
    private final TickMeter meter = new TickMeter() {
        @Override
        public void ticked(long late, long took) {
            latenessNs.add(late);
        }

        @Override
        public void skipped(long ticks) {
            skipped.add(ticks);
        }
    };
    private final TickWorker worker = new TickWorker(PERIOD_NS, nowNs::get, meter);

    @Test
    void shouldTickEachCellOncePerPeriodAndWaitForTheEarliestDeadline() {
        worker.add(agent("a", 0));
        nowNs.addAndGet(20_000_000);
        worker.add(agent("b", 0));

        var waitNs = worker.loop();

        assertThat(latenessNs).containsExactly(20_000_000L, 0L);
        assertThat(waitNs).as("b is in the middle of the period").isEqualTo(5_000_000);
        nowNs.addAndGet(waitNs);
        assertThat(worker.loop()).isEqualTo(25_000_000);
        assertThat(latenessNs).hasSize(3);
    }

    @Test
    void shouldSpreadCellsThatStartTogetherOverThePeriod() {
        for (var i = 0; i < 128; i++) {
            worker.add(agent("c" + i, 0));
        }
        worker.loop();
        latenessNs.clear();

        var rounds = 0;
        for (var atNs = nowNs.get(); nowNs.get() < atNs + PERIOD_NS; rounds++) {
            nowNs.addAndGet(worker.loop());
        }

        assertThat(rounds).as("two cells share a phase").isEqualTo(64);
        assertThat(latenessNs).hasSize(126).containsOnly(0L);
        assertThat(skipped).as("the way to its phase is no skipped tick").isEmpty();
        assertThat(worker.loop()).isPositive();
        assertThat(latenessNs).hasSize(128);
    }

    @Test
    void shouldSlowDownInsteadOfCatchingUpWhenItWasLate() {
        worker.add(agent("a", 0));
        worker.loop();

        nowNs.addAndGet(20 * PERIOD_NS);
        var waitNs = worker.loop();

        assertThat(latenessNs).containsExactly(0L, 19 * PERIOD_NS);
        assertThat(skipped).as("each tick that is not made is reported").containsExactly(19L);
        assertThat(waitNs).isEqualTo(PERIOD_NS);
    }

    @Test
    void shouldRunCommandsBetweenTicksInOrder() {
        var order = new ArrayList<String>();
        worker.execute(() -> order.add("first"));
        worker.execute(() -> order.add("second after " + latenessNs.size() + " ticks"));
        worker.add(agent("a", 0));

        worker.loop();

        assertThat(order).containsExactly("first", "second after 0 ticks");
        assertThat(latenessNs).hasSize(1);
    }

    @Test
    void shouldRunCommandsAndReportLivenessWhenTicksExceedTheirPeriod() {
        // Given three cells whose every tick lasts a whole period
        var slow = new TickWorker(PERIOD_NS, nowNs::get, (late, took) -> {
            latenessNs.add(late);
            nowNs.addAndGet(PERIOD_NS);
        });
        slow.add(agent("a", 0));
        slow.add(agent("b", 0));
        slow.add(agent("c", 0));
        var ticksBefore = new ArrayList<Integer>();

        // When
        for (var round = 0; round < 3; round++) {
            slow.execute(() -> ticksBefore.add(latenessNs.size()));
            assertThat(slow.loop()).isZero();
        }

        // Then each pass returned after the cells due at its start
        assertThat(ticksBefore).hasSize(3).doesNotHaveDuplicates();
        assertThat(latenessNs).hasSizeLessThanOrEqualTo(9);
        assertThat(slow.lastLoopNs()).isGreaterThan(1_000_000_000L);
    }

    @Test
    void shouldNotTickARemovedCell() {
        var agent = agent("a", 0);
        worker.add(agent);
        worker.loop();

        assertThat(worker.remove(agent)).isTrue();
        nowNs.addAndGet(10 * PERIOD_NS);
        worker.loop();

        assertThat(latenessNs).hasSize(1);
        assertThat(worker.remove(agent)).isFalse();
    }

    @Test
    void shouldAllocateNothingInASteadyTickMetersIncluded() {
        // Given ten cells with fifty entities each on a worker with the real meters, warm
        var metrics = new CellMetrics(
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                CellFixture.WORLD,
                new SessionRegistry(nowNs::get));
        var warm = new TickWorker(PERIOD_NS, nowNs::get, metrics::ticked);
        for (var i = 0; i < 10; i++) {
            warm.add(agent("c" + i, 50));
        }
        rounds(warm, 2_000);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes();

        // When it makes 10 000 ticks; the minimum of several runs excludes allocations of the JVM itself
        var leastBytes = Long.MAX_VALUE;
        for (var take = 0; take < 5; take++) {
            var beforeBytes = threads.getCurrentThreadAllocatedBytes();
            rounds(warm, 1_000);
            leastBytes = Math.min(leastBytes, threads.getCurrentThreadAllocatedBytes() - beforeBytes);
        }

        // Then
        assertThat(leastBytes).isZero();
    }

    private void rounds(TickWorker worked, int count) {
        for (var i = 0; i < count; i++) {
            nowNs.addAndGet(PERIOD_NS);
            worked.loop();
        }
    }

    private static CellAgent agent(String id, int entities) {
        var initial = new ArrayList<Entity>();
        for (var i = 0; i < entities; i++) {
            initial.add(i % 2 == 0 ? at(id + i, i, i) : new Entity(id + i, i, i, 99, 99));
        }
        return new CellAgent(cell(id, ALL, 1), 100, 1e-6, NO_SURROUNDINGS, initial);
    }
}
