package io.fleetforge.alert.notify;

import io.fleetforge.alert.receiver.Integration;
import io.smallrye.faulttolerance.api.CustomBackoffStrategy;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;

/**
 * Brings messages to their channels: tries again with growing pauses until a deadline, waits as long as a receiver asks, and leaves a
 * receiver that fails alone for a while. Each channel has a circuit and a number of messages under way of its own, so that one that
 * fails holds up no other. Thread-safe.
 */
public final class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    /** The reason when another instance acts for it by now. */
    public static final String NOT_OURS = "another instance acts for it";

    private static final int UNDER_WAY_PER_CHANNEL = 16;
    private static final int CIRCUIT_WINDOW = 20;
    private static final double CIRCUIT_RATIO = 0.8;
    private static final long CIRCUIT_OPEN_MS = 5_000;
    private static final long SHORTEST_PAUSE_MS = 200;
    private static final long LONGEST_PAUSE_MS = 10_000;

    private final ReceiverClients senders;
    private final Clock clock;
    private final ExecutorService threads;
    private final DeliveryMeters meters;
    private final Map<String, Way> ways = new ConcurrentHashMap<>();

    /**
     * How long a delivery is tried.
     *
     * @param isOurs whether this instance still acts for what it is about; another will say it otherwise
     */
    public record Until(Instant deadline, BooleanSupplier isOurs) {}

    /** What is kept of a channel. */
    private record Way(TypedGuard<Boolean> circuit, Semaphore room) {}

    /**
     * @param threads virtual ones: a delivery waits on its own
     */
    public Dispatcher(ReceiverClients senders, Clock clock, ExecutorService threads, DeliveryMeters meters) {
        this.senders = senders;
        this.clock = clock;
        this.threads = threads;
        this.meters = meters;
    }

    /**
     * Delivers a message.
     *
     * @param until when it is given up
     * @return ends with nothing once it was taken, or with the reason why it was not; never fails
     */
    public CompletionStage<Optional<String>> deliver(Integration channel, Message message, Until until) {
        var queued = meters.queued(channel, clock.instant());
        return CompletableFuture.supplyAsync(() -> attempts(channel, message, until), threads)
                .handle((failure, bug) -> {
                    var reason = bug == null
                            ? failure
                            : Optional.of("internal error: " + bug.getClass().getSimpleName());
                    if (bug != null) {
                        LOG.errorf(bug, "delivery to %s broke", channel.name());
                    }
                    meters.done(channel, queued, reason.isEmpty());
                    return reason;
                });
    }

    private Optional<String> attempts(Integration channel, Message message, Until until) {
        var way =
                ways.computeIfAbsent(channel.name(), name -> new Way(circuit(), new Semaphore(UNDER_WAY_PER_CHANNEL)));
        var backoff = new Backoff();
        backoff.init(SHORTEST_PAUSE_MS);
        while (true) {
            if (!until.isOurs().getAsBoolean()) {
                return Optional.of(NOT_OURS);
            }
            var failure = attempt(way, channel, message, until.deadline());
            if (failure.isEmpty()) {
                return Optional.empty();
            }
            var pause = Duration.ofMillis(backoff.nextDelayInMillis(failure.get()));
            var isOver = failure.get() instanceof UndeliveredException undelivered && !undelivered.isWorthAnotherTry();
            if (isOver || clock.instant().plus(pause).isAfter(until.deadline())) {
                var reason = reason(failure.get());
                LOG.warnf("%s was not told: %s", channel.name(), reason);
                return Optional.of(reason);
            }
            if (!sleep(pause)) {
                return Optional.of("stopped");
            }
        }
    }

    private Optional<Exception> attempt(Way way, Integration channel, Message message, Instant deadline) {
        try {
            var left = Duration.between(clock.instant(), deadline).toMillis();
            if (!way.room().tryAcquire(Math.max(0, left), TimeUnit.MILLISECONDS)) {
                return Optional.of(UndeliveredException.forGood("others are in its way"));
            }
            try {
                way.circuit().call(() -> {
                    senders.send(channel, message);
                    return true;
                });
                return Optional.empty();
            } finally {
                way.room().release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(UndeliveredException.forGood("stopped"));
        } catch (UndeliveredException | CircuitBreakerOpenException e) {
            return Optional.of(e);
        } catch (Exception e) {
            LOG.errorf(e, "%s cannot be told", channel.name());
            return Optional.of(UndeliveredException.forGood(
                    "internal error: " + e.getClass().getSimpleName()));
        }
    }

    private static String reason(Exception failure) {
        return failure instanceof CircuitBreakerOpenException
                ? "it failed too often and is left alone for a while"
                : String.valueOf(failure.getMessage());
    }

    private static TypedGuard<Boolean> circuit() {
        return TypedGuard.create(Boolean.class)
                .withCircuitBreaker()
                .requestVolumeThreshold(CIRCUIT_WINDOW)
                .failureRatio(CIRCUIT_RATIO)
                .delay(CIRCUIT_OPEN_MS, ChronoUnit.MILLIS)
                .done()
                .build();
    }

    @SuppressWarnings("SleepInsteadOfAwait")
    private static boolean sleep(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Doubles with jitter; a receiver that says when to come again is believed. */
    private static final class Backoff implements CustomBackoffStrategy {
        private long pauseMs;

        @Override
        public void init(long initialDelayInMillis) {
            pauseMs = initialDelayInMillis;
        }

        @Override
        public long nextDelayInMillis(Throwable failure) {
            var asked = failure instanceof UndeliveredException undelivered
                    ? undelivered.after().map(Duration::toMillis).orElse(0L)
                    : 0L;
            var jittered = ThreadLocalRandom.current().nextLong(pauseMs / 2, pauseMs + 1);
            pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
            return Math.max(asked, jittered);
        }
    }
}
