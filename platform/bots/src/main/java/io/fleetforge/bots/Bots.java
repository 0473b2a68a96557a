package io.fleetforge.bots;

import io.fleetforge.bots.BotStatistics.Report;
import io.fleetforge.contracts.geometry.Bounds;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs one crowd against a world. Thread-safe. */
public final class Bots {

    private static final long PROGRESS_S = 5;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);

    /**
     * @param duration how long players stay unless {@link #leaveAll} or {@link #disconnectAll} ends the run earlier
     * @param seed of starts and targets
     */
    public record Crowd(
            int players, CrowdPattern pattern, Duration duration, Bounds world, long seed, BotBehaviour behaviour) {
        public Crowd {
            Objects.requireNonNull(behaviour, "behaviour");
            if (players < 1) {
                throw new IllegalArgumentException("players must be >= 1, got " + players);
            }
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException("duration must be positive, got " + duration);
            }
        }
    }

    private final HttpClient http;
    private final HostDirectory directory;
    private final Consumer<String> progress;
    private final BotListener listener;
    private final TicketSource tickets;
    private final BotStatistics statistics = new BotStatistics();
    private final StopSignal stopSignal = new StopSignal();

    /**
     * @param progress receives a line every few seconds
     * @param listener observes each bot
     */
    public Bots(HttpClient http, HostDirectory directory, Consumer<String> progress, BotListener listener) {
        this(http, directory, progress, listener, TicketSource.none());
    }

    /** Bots that join with tickets. */
    public Bots(
            HttpClient http,
            HostDirectory directory,
            Consumer<String> progress,
            BotListener listener,
            TicketSource tickets) {
        this.tickets = tickets;
        this.http = http;
        this.directory = directory;
        this.progress = progress;
        this.listener = listener;
    }

    /** All players leave now. */
    public void leaveAll() {
        stopSignal.stopNow(false);
    }

    /** All sockets close now without a leave message; the sessions stay. */
    public void disconnectAll() {
        stopSignal.stopNow(true);
    }

    /** How many joins were acknowledged so far. */
    public int joins() {
        return statistics.joins();
    }

    /** Blocks until all players have left, the thread is interrupted, or progress throws. May be called once. */
    public Report run(Crowd crowd) throws InterruptedException {
        var startNs = System.nanoTime();
        stopSignal.stopBy(startNs + crowd.duration().toNanos());
        var run = new Bot.Run(
                http,
                directory,
                tickets,
                crowd.pattern(),
                crowd.world(),
                crowd.behaviour(),
                statistics,
                listener,
                stopSignal);
        var arrivalNs =
                Math.min(crowd.pattern().arrival().toNanos(), crowd.duration().toNanos() / 2);
        var seeds = new Random(crowd.seed());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < crowd.players(); i++) {
                var dueNs = startNs + arrivalNs * i / crowd.players();
                threads.execute(new Bot("bot-" + crowd.seed() + "-" + i, dueNs, run, new Random(seeds.nextLong())));
            }
            threads.shutdown();
            try {
                awaitEnd(threads, crowd);
            } finally {
                threads.shutdownNow(); // after a failure the run does not wait for the bots
            }
        }
        return statistics.report(crowd.players());
    }

    private void awaitEnd(ExecutorService threads, Crowd crowd) throws InterruptedException {
        var limit = crowd.duration()
                .plus(crowd.behaviour().joinTimeout())
                .plus(CLOSE_TIMEOUT)
                .dividedBy(Duration.ofSeconds(PROGRESS_S));
        for (var waited = 0L; waited < limit && !threads.awaitTermination(PROGRESS_S, TimeUnit.SECONDS); waited++) {
            var report = statistics.report(crowd.players());
            progress.accept(String.format(
                    Locale.ROOT,
                    "… %d of %d in, stalls p99 %.0f ms, %d redirects, %d lost",
                    statistics.joins(),
                    crowd.players(),
                    report.stalls().p99(),
                    report.redirects().count(),
                    report.lost()));
        }
    }
}
