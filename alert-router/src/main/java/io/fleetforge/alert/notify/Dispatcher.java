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
 * Delivers messages to integrations: retries with growing pauses until a deadline, respects Retry-After, and pauses
 * after repeated failures. Each integration has its own circuit breaker and its own limit of messages in flight, so
 * that a failing one delays no other. Thread-safe.
 */
public final class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    /** The reason when another instance has taken over. */
    public static final String NOT_OWNED = "another instance owns the group";

    private static final int MAX_IN_FLIGHT = 16;
    private static final int CIRCUIT_WINDOW = 20;
    private static final double CIRCUIT_RATIO = 0.8;
    private static final long CIRCUIT_OPEN_MS = 5_000;
    private static final long MIN_PAUSE_MS = 200;
    private static final long MAX_PAUSE_MS = 10_000;

    private final ReceiverClients clients;
    private final Clock clock;
    private final ExecutorService threads;
    private final DeliveryMeters meters;
    private final Map<String, IntegrationGuards> limits = new ConcurrentHashMap<>();

    /**
     * The end of a delivery.
     *
     * @param isOwned whether this instance still owns the group or incident; another one notifies otherwise
     */
    public record Until(Instant deadline, BooleanSupplier isOwned) {}

    /** Circuit breaker and messages in flight of an integration. */
    private record IntegrationGuards(TypedGuard<Boolean> circuit, Semaphore permits) {}

    /**
     * @param threads virtual ones: each delivery blocks one
     */
    public Dispatcher(ReceiverClients clients, Clock clock, ExecutorService threads, DeliveryMeters meters) {
        this.clients = clients;
        this.clock = clock;
        this.threads = threads;
        this.meters = meters;
    }

    /**
     * Delivers a message.
     *
     * @return completes with nothing once it is delivered, or with the reason why it is not; never fails
     */
    public CompletionStage<Optional<String>> deliver(Integration integration, Message message, Until until) {
        var queued = meters.queued(clock.instant());
        return CompletableFuture.supplyAsync(() -> attempts(integration, message, until), threads)
                .handle((failure, bug) -> {
                    var reason = bug == null
                            ? failure
                            : Optional.of("internal error: " + bug.getClass().getSimpleName());
                    if (bug != null) {
                        LOG.errorf(bug, "%s: delivery failed with an internal error", integration.name());
                    }
                    meters.done(integration, queued, reason.isEmpty());
                    return reason;
                });
    }

    private Optional<String> attempts(Integration integration, Message message, Until until) {
        var integrationLimits = limits.computeIfAbsent(
                integration.name(), name -> new IntegrationGuards(circuit(), new Semaphore(MAX_IN_FLIGHT)));
        var backoff = new Backoff();
        backoff.init(MIN_PAUSE_MS);
        while (true) {
            if (!until.isOwned().getAsBoolean()) {
                return Optional.of(NOT_OWNED);
            }
            var failure = attempt(integrationLimits, integration, message, until.deadline());
            if (failure.isEmpty()) {
                return Optional.empty();
            }
            var pause = Duration.ofMillis(backoff.nextDelayInMillis(failure.get()));
            var isFinal = failure.get() instanceof UndeliveredException undelivered && !undelivered.isRetryable();
            if (isFinal || clock.instant().plus(pause).isAfter(until.deadline())) {
                var reason = reason(failure.get());
                LOG.warnf("%s: not delivered: %s", integration.name(), reason);
                return Optional.of(reason);
            }
            if (!sleep(pause)) {
                return Optional.of("stopped");
            }
        }
    }

    private Optional<Exception> attempt(
            IntegrationGuards limits, Integration integration, Message message, Instant deadline) {
        try {
            var left = Duration.between(clock.instant(), deadline).toMillis();
            if (!limits.permits().tryAcquire(Math.max(0, left), TimeUnit.MILLISECONDS)) {
                return Optional.of(UndeliveredException.permanent("too many messages in flight"));
            }
            try {
                limits.circuit().call(() -> {
                    clients.send(integration, message);
                    return true;
                });
                return Optional.empty();
            } finally {
                limits.permits().release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(UndeliveredException.permanent("stopped"));
        } catch (UndeliveredException | CircuitBreakerOpenException e) {
            return Optional.of(e);
        } catch (Exception e) {
            LOG.errorf(e, "%s: delivery failed with an internal error", integration.name());
            return Optional.of(UndeliveredException.permanent(
                    "internal error: " + e.getClass().getSimpleName()));
        }
    }

    private static String reason(Exception failure) {
        return failure instanceof CircuitBreakerOpenException
                ? "the circuit breaker is open after repeated failures"
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

    /** Doubles with jitter; at least the receiver's Retry-After. */
    private static final class Backoff implements CustomBackoffStrategy {
        private long pauseMs;

        @Override
        public void init(long initialDelayInMillis) {
            pauseMs = initialDelayInMillis;
        }

        @Override
        public long nextDelayInMillis(Throwable failure) {
            var retryAfter = failure instanceof UndeliveredException undelivered
                    ? undelivered.retryAfter().map(Duration::toMillis).orElse(0L)
                    : 0L;
            var jittered = ThreadLocalRandom.current().nextLong(pauseMs / 2, pauseMs + 1);
            pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS);
            return Math.max(retryAfter, jittered);
        }
    }
}
