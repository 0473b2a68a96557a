package io.fleetforge.bench;

import com.sun.management.ThreadMXBean;
import io.fleetforge.cell.metrics.CellMetrics;
import io.fleetforge.cell.runtime.TickMeter;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.contracts.geometry.Bounds;
import io.micrometer.core.instrument.Clock;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exemplars.DefaultExemplarSampler;
import io.prometheus.client.exemplars.tracer.common.SpanContextSupplier;
import io.prometheus.client.exporter.common.TextFormat;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Cost of observability: 100 cells with 50 walking players each on one worker, every tick recorded in two histograms with
 * exemplars that are scraped every five seconds, beside the same host without meters, alternating in one JVM. Spans and log lines
 * are not part of it: a steady tick has none.
 */
final class ObservabilityCost implements Measure.Measurement {

    private static final int CELLS = 100;
    private static final int TURNS = 4;
    private static final Duration SCRAPE_EVERY = Duration.ofSeconds(5);
    private static final int WARM_CALLS = 200_000;
    private static final int CALLS = 100_000;
    private static final double MICROS = 1e6;

    /** Processor time and bytes of a turn, per tick; those of the scrapes included. */
    private record Turn(double cpuSeconds, double bytes) {}

    /** The meter of ticks and the scrape; no-ops when the host is not observed. */
    private record Observed(TickMeter meter, Runnable scrape) {
        static final Observed NOT = new Observed((latenessNs, durationNs) -> {}, () -> {});

        static Observed byPrometheus() {
            var registry = new PrometheusMeterRegistry(
                    PrometheusConfig.DEFAULT,
                    new CollectorRegistry(),
                    Clock.SYSTEM,
                    new DefaultExemplarSampler(new CurrentSpan()));
            var metrics = new CellMetrics(registry, MemoryHost.IDENTITY.world(), new SessionRegistry(System::nanoTime));
            return new Observed(metrics::ticked, () -> registry.scrape(TextFormat.CONTENT_TYPE_OPENMETRICS_100));
        }
    }

    /** Finds the current span as the services do. */
    private static final class CurrentSpan implements SpanContextSupplier {
        @Override
        public String getTraceId() {
            return Span.current().getSpanContext().getTraceId();
        }

        @Override
        public String getSpanId() {
            return Span.current().getSpanContext().getSpanId();
        }

        @Override
        public boolean isSampled() {
            return Span.current().getSpanContext().isSampled();
        }
    }

    @Override
    public Map<String, String> run() throws Exception {
        var rows = new LinkedHashMap<String, String>();
        rows.put("bytes of a tick's two records", String.format(Locale.ROOT, "%.3f", bytesOfARecord()));
        var off = new double[TURNS];
        var on = new double[TURNS];
        for (var turn = 0; turn < TURNS; turn++) {
            off[turn] = report(rows, turn, "not observed", measure(Observed.NOT));
            on[turn] = report(rows, turn, "observed", measure(Observed.byPrometheus()));
        }
        var ratios = new double[TURNS];
        Arrays.setAll(ratios, turn -> on[turn] / off[turn]);
        Arrays.sort(ratios);
        rows.put(
                "observed beside not observed, processor time",
                String.format(
                        Locale.ROOT,
                        "median %.3f, %.3f to %.3f",
                        (ratios[TURNS / 2 - 1] + ratios[TURNS / 2]) / 2,
                        ratios[0],
                        ratios[TURNS - 1]));
        return rows;
    }

    private static double report(Map<String, String> rows, int turn, String what, Turn measured) {
        rows.put(
                String.format(Locale.ROOT, "turn %d, %s, a tick", turn + 1, what),
                String.format(
                        Locale.ROOT,
                        "%.2f µs of processor time, %.1f bytes",
                        measured.cpuSeconds() * MICROS,
                        measured.bytes()));
        return measured.cpuSeconds();
    }

    private static Turn measure(Observed observed) throws Exception {
        var side = CellTicks.CELL_SIDE * Math.sqrt(CELLS);
        var ticks = new LongAdder();
        TickMeter meter = (latenessNs, durationNs) -> {
            ticks.increment();
            observed.meter().ticked(latenessNs, durationNs);
        };
        try (var memory = new MemoryHost(
                new CellFailureListener(),
                meter,
                new Bounds(0, side, 0, side),
                CellTicks.PLAYERS_PER_CELL,
                CellTicks.SPEED)) {
            memory.apply(memory.grid(CELLS));
            var agents = List.copyOf(memory.host().cells());
            CellTicks.populate(agents);
            System.gc(); // the first collection of 5000 players is not a steady tick's
            var walking = Thread.ofPlatform().daemon().start(() -> CellTicks.walk(agents));
            var scraping = Thread.ofPlatform().daemon().name("scrape").start(() -> scrape(observed));
            Thread.sleep(CellTicks.WARM);
            var before = ticks.sum();
            var worker = new WorkerCpu("tick-0");
            var scraper = new WorkerCpu("scrape");
            Thread.sleep(CellTicks.MEASURE);
            var counted = (double) (ticks.sum() - before);
            var turn =
                    new Turn((worker.secondsSince() + scraper.secondsSince()) / counted, worker.bytesSince() / counted);
            walking.interrupt();
            walking.join();
            scraping.interrupt();
            scraping.join();
            return turn;
        }
    }

    private static void scrape(Observed observed) {
        try {
            while (true) {
                Thread.sleep(SCRAPE_EVERY);
                observed.scrape().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the turn ended
        }
    }

    /** Alone on a thread, where nothing else allocates. */
    private static double bytesOfARecord() {
        var meter = Observed.byPrometheus().meter();
        record(meter, WARM_CALLS);
        var threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        threads.getCurrentThreadAllocatedBytes();
        var before = threads.getCurrentThreadAllocatedBytes();
        record(meter, CALLS);
        return (threads.getCurrentThreadAllocatedBytes() - before) / (double) CALLS;
    }

    private static void record(TickMeter meter, int calls) {
        for (var call = 0; call < calls; call++) {
            meter.ticked(1_000 + call, 20_000 + call);
        }
    }
}
