package io.fleetforge.bench.platform;

import io.fleetforge.testing.SessionApi;
import io.fleetforge.testing.SessionApi.Session;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Players of one host over REST: they join evenly spread, then each walks to a new distant target every few seconds. */
final class Players implements AutoCloseable {

    private static final double WORLD_EDGE = 1000;
    private static final double EDGE_BAND = 50;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long SEED = 1;
    private static final int MOST_IN_FLIGHT = 2000;

    private final SessionApi api;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService walking = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<Session> sessions = new ArrayList<>();
    private final Queue<Double> joinsMs = new ConcurrentLinkedQueue<>();
    private final Semaphore inFlight = new Semaphore(MOST_IN_FLIGHT);
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    Players(String address) {
        api = new SessionApi(http, () -> address, TIMEOUT);
    }

    /** Joins {@code count} players, at most {@code atOnce} at a time; returns the number of sessions. */
    int join(int count, int atOnce) throws InterruptedException {
        try (var executor =
                Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory())) {
            var joins = new ArrayList<Future<@Nullable Session>>();
            var side = (int) Math.ceil(Math.sqrt(count));
            var first = sessions.size();
            for (var i = 0; i < count; i++) {
                var player = first + i;
                var column = i % side;
                var row = i / side;
                var x = (column + 0.5) * WORLD_EDGE / side;
                var y = (row + 0.5) * WORLD_EDGE / side;
                joins.add(executor.submit(() -> join(player, x, y)));
            }
            for (var join : joins) {
                var session = outcome(join);
                if (session != null) {
                    sessions.add(session);
                }
            }
        }
        return sessions.size();
    }

    /** Response times of accepted joins in milliseconds, in order of arrival. */
    double[] joinsMs() {
        return joinsMs.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** From now on sets {@code perSecond} targets a second, on schedule whatever the response times. */
    @SuppressWarnings("FutureReturnValueIgnored") // the schedule ends with close; failures of a request are counted
    void walk(int perSecond) {
        var random = new SplittableRandom(SEED);
        var next = new AtomicInteger();
        clock.scheduleAtFixedRate(
                () -> {
                    var turn = next.getAndIncrement();
                    var session = sessions.get(turn % sessions.size());
                    // To and fro between the left and the right edge, half of the players each way.
                    var right = (turn / sessions.size() + turn) % 2 == 0;
                    var x = random.nextDouble(EDGE_BAND) + (right ? WORLD_EDGE - EDGE_BAND : 0);
                    var y = random.nextDouble(WORLD_EDGE);
                    if (inFlight.tryAcquire()) {
                        walking.execute(() -> aim(session, x, y));
                    } else {
                        refused.incrementAndGet(); // the host is seconds behind
                    }
                },
                0,
                TimeUnit.SECONDS.toNanos(1) / perSecond,
                TimeUnit.NANOSECONDS);
    }

    String walked() {
        return String.format(Locale.ROOT, "%d, %d refused", sent.get(), refused.get());
    }

    private @Nullable Session join(int player, double x, double y) throws IOException, InterruptedException {
        var startNs = System.nanoTime();
        var answer = api.join("p" + player, x, y);
        if (answer.statusCode() != 201) {
            return null;
        }
        joinsMs.add((System.nanoTime() - startNs) / 1e6);
        return api.session(answer);
    }

    private void aim(Session session, double x, double y) {
        try {
            var answer = api.move(session, x, y);
            (answer.statusCode() == 200 ? sent : refused).incrementAndGet();
        } catch (IOException e) {
            refused.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            inFlight.release();
        }
    }

    private static @Nullable Session outcome(Future<@Nullable Session> join) throws InterruptedException {
        try {
            return join.get(1, TimeUnit.MINUTES);
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            return null;
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        walking.shutdownNow();
        http.shutdownNow();
    }
}
