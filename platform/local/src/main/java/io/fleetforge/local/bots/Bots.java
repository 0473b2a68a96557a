package io.fleetforge.local.bots;

import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.local.bots.Tally.Report;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs a crowd against a world. */
public final class Bots {

    private static final long PROGRESS_S = 5;
    private static final Duration LAST_GOODBYES = Duration.ofSeconds(45);

    /**
     * @param seed of where bots stand and go
     */
    public record Crowd(int players, CrowdPattern pattern, Duration duration, Bounds world, long seed) {
        public Crowd {
            if (players < 1) {
                throw new IllegalArgumentException("players must be >= 1, got " + players);
            }
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException("duration must be positive, got " + duration);
            }
        }
    }

    private final HttpClient http;
    private final Directory directory;
    private final Consumer<String> progress;

    public Bots(HttpClient http, Directory directory, Consumer<String> progress) {
        this.http = http;
        this.directory = directory;
        this.progress = progress;
    }

    /** Blocks until everybody has left, or is interrupted. */
    public Report run(Crowd crowd) throws InterruptedException {
        var tally = new Tally();
        var startNs = System.nanoTime();
        var run = new Bot.Run(
                http,
                directory,
                crowd.pattern(),
                crowd.world(),
                tally,
                startNs + crowd.duration().toNanos());
        var arrivalNs =
                Math.min(crowd.pattern().arrival().toNanos(), crowd.duration().toNanos() / 2);
        var seeds = new Random(crowd.seed());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < crowd.players(); i++) {
                var dueNs = startNs + arrivalNs * i / crowd.players();
                threads.execute(new Bot("bot-" + crowd.seed() + "-" + i, dueNs, run, new Random(seeds.nextLong())));
            }
            threads.shutdown();
            var limit = crowd.duration().plus(LAST_GOODBYES).dividedBy(Duration.ofSeconds(PROGRESS_S));
            for (var waited = 0L; waited < limit && !threads.awaitTermination(PROGRESS_S, TimeUnit.SECONDS); waited++) {
                var report = tally.report(crowd.players());
                progress.accept("… %d of %d in, stalls p99 %.0f ms, %d redirects, %d lost"
                        .formatted(
                                tally.joins(),
                                crowd.players(),
                                report.stalls().p99(),
                                report.redirects().count(),
                                report.lost()));
            }
            threads.shutdownNow();
        }
        return tally.report(crowd.players());
    }
}
