package io.fleetforge.controller.world;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Hosts whose create the API server refused, or whose pods end before they serve, and when the next attempt is allowed: after 5 s,
 * then twice as long each time, 40 s at most, so that a world is ready within a minute after the cause ends. The pause counts for
 * every reconcile; it starts anew when the cause of a refusal changes, and ends when the host serves. No pod of a refused
 * incarnation can have run, so the next attempt reuses it instead of using one epoch per attempt. The first pod that ends is
 * replaced at once. In memory only; a restart uses one epoch more. Thread-safe.
 */
@Singleton
final class RefusedHosts implements WorldScoped {

    static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(40);

    /** Figures, such as what a quota has used, differ from attempt to attempt. */
    private static final Pattern FIGURE = Pattern.compile("=[^,\\s]*");

    /** Of a host that has, or had, a pod: its next pod needs a higher one. */
    private static final long NO_INCARNATION = 0;

    private record Key(String worldUid, String host) {}

    /**
     * @param cause the message without host and figures
     * @param report text about the cause, the same for all its attempts and hosts
     * @param pod UID of the pod that ended; empty after a refused create
     */
    private record Refusal(
            long incarnation,
            String message,
            String cause,
            String report,
            Duration pause,
            long refusedAtNs,
            String pod) {

        Refusal at(long newIncarnation) {
            return new Refusal(newIncarnation, message, cause, report, pause, refusedAtNs, pod);
        }

        Duration remaining(long nowNs) {
            return pause.minusNanos(nowNs - refusedAtNs);
        }

        boolean waits(long nowNs) {
            return remaining(nowNs).isPositive();
        }
    }

    private final Map<Key, Refusal> refusals = new ConcurrentHashMap<>();
    private final LongSupplier nowNs;

    @Inject
    RefusedHosts() {
        this(System::nanoTime);
    }

    RefusedHosts(LongSupplier nowNs) {
        this.nowNs = nowNs;
    }

    /**
     * The API server refused the create.
     *
     * @return text about the cause, equal for all its attempts and all hosts of the world
     */
    String refused(String worldUid, String host, long incarnation, String message) {
        var key = new Key(worldUid, host);
        var cause = FIGURE.matcher(message.replace(host, "")).replaceAll("");
        var before = refusals.get(key);
        var report = report(worldUid, cause).orElseGet(() -> describe(host, message));
        refusals.put(
                key, new Refusal(incarnation, message, cause, report, pause(before, cause), nowNs.getAsLong(), ""));
        return report;
    }

    /** A pod of the host ended; the host has not served since the last one that did, if any. */
    void ended(String worldUid, String host, String pod, String message) {
        refusals.compute(new Key(worldUid, host), (key, before) -> {
            if (before != null && before.pod().equals(pod)) {
                return before; // deleted twice
            }
            var pause = before == null ? Duration.ZERO : doubled(before.pause());
            return new Refusal(
                    NO_INCARNATION, message, message, describe(host, message), pause, nowNs.getAsLong(), pod);
        });
    }

    /** A pod of the host exists, and may run. */
    void created(String worldUid, String host) {
        refusals.computeIfPresent(
                new Key(worldUid, host), (key, current) -> current.pod().isEmpty() ? null : current.at(NO_INCARNATION));
    }

    /** The host serves: the next failure is a first one. */
    void served(String worldUid, String host) {
        refusals.remove(new Key(worldUid, host));
    }

    /**
     * No attempt was made because the pause is not over: no pod of that incarnation can have run either.
     *
     * @return message of the last refusal
     */
    String heldBack(String worldUid, String host, long incarnation) {
        var refusal = refusals.computeIfPresent(new Key(worldUid, host), (key, current) -> current.at(incarnation));
        return refusal == null ? "" : refusal.message();
    }

    /** Hosts for which no attempt is allowed now. */
    Set<String> waiting(String worldUid) {
        var now = nowNs.getAsLong();
        return refusals.entrySet().stream()
                .filter(entry -> entry.getKey().worldUid().equals(worldUid))
                .filter(entry -> entry.getValue().waits(now))
                .map(entry -> entry.getKey().host())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Time after which the first of {@code hosts} may be attempted again, rounded up to a timer's milliseconds; zero when one
     * may be now, empty for none.
     */
    Optional<Duration> untilNext(String worldUid, Set<String> hosts) {
        var now = nowNs.getAsLong();
        return hosts.stream()
                .flatMap(host -> Optional.ofNullable(refusals.get(new Key(worldUid, host))).stream())
                .map(refusal -> refusal.waits(now) ? refusal.remaining(now).plusMillis(1) : Duration.ZERO)
                .min(Duration::compareTo);
    }

    Optional<String> message(String worldUid, String host, long incarnation) {
        return Optional.ofNullable(refusals.get(new Key(worldUid, host)))
                .filter(refusal -> refusal.incarnation() == incarnation)
                .map(Refusal::message);
    }

    @Override
    public void forgetWorld(String worldUid) {
        refusals.keySet().removeIf(key -> key.worldUid().equals(worldUid));
    }

    /** What is reported of a host without a pod: its name, the API server's message and the next step. */
    static String describe(String host, String message) {
        return String.format(
                Locale.ROOT,
                "host %s not started: %s; retrying after pauses of %d s to %d s",
                host,
                message,
                FIRST_PAUSE.toSeconds(),
                LONGEST_PAUSE.toSeconds());
    }

    private Optional<String> report(String worldUid, String cause) {
        return refusals.entrySet().stream()
                .filter(entry -> entry.getKey().worldUid().equals(worldUid))
                .map(Map.Entry::getValue)
                .filter(refusal -> refusal.cause().equals(cause))
                .map(Refusal::report)
                .findFirst();
    }

    private static Duration pause(@Nullable Refusal before, String cause) {
        if (before == null || !before.cause().equals(cause)) {
            return FIRST_PAUSE;
        }
        return doubled(before.pause());
    }

    private static Duration doubled(Duration pause) {
        if (pause.isZero()) {
            return FIRST_PAUSE;
        }
        var doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
}
