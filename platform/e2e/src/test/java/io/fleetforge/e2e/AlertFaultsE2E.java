package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.testing.TestPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * 2 000 alerts for a receiver that refuses three of ten posts, while instances of alert-router are killed twenty times.
 */
@LongScenario
class AlertFaultsE2E {

    private static final int ALERTS = 2000;
    private static final int ALERTS_PER_POST = 20;
    private static final int KILLS = 20;
    private static final long SEED = 2026;

    /** Messages that an instance may have in flight to one integration: a crash may repeat as many. */
    private static final int IN_FLIGHT = 16;

    private static final Duration ACCEPTED_WITHIN = Duration.ofMinutes(2);
    private static final Duration NOTIFIED_WITHIN = Duration.ofMinutes(8);
    private static final List<String> NAMES =
            IntStream.range(0, ALERTS).mapToObj("Fault%d"::formatted).toList();
    private static final TestPlatform PLATFORM = TestPlatform.shared();
    private static final Services SERVICES = new Services(PLATFORM);

    private static PageReceiver receiver;
    private static AlertRouterDriver router;

    private final Random random = new Random(SEED);

    @BeforeAll
    static void routeToTheReceiver() throws Exception {
        receiver = new PageReceiver(post -> post % 10 < 3);
        router = new AlertRouterDriver(PLATFORM, SERVICES);
        router.route(receiver, AlertRouterDriver.PAGE_ANN, 3);
    }

    /** Each firing alert would open an incident by the restored routes. */
    @AfterAll
    static void restoreRoutes() throws Exception {
        post("resolved", NAMES, Instant.now().minusSeconds(1));
        await("all alerts are resolved")
                .atMost(ACCEPTED_WITHIN)
                .untilAsserted(() -> assertThat(router.json(router.call("GET", "/api/v1/alerts?q=Fault&limit=500", ""))
                                .path("items"))
                        .allSatisfy(alert -> assertThat(alert.has("endsAt")).isTrue()));
        router.close();
        receiver.close();
    }

    @Test
    void shouldNotifyOfEveryAlertAndRepeatOnlyWithTheSameKey() throws Exception {
        var start = Instant.now();
        var notifiedAtKills = new ArrayList<Integer>();
        try (var sender = Executors.newSingleThreadExecutor()) {
            var sent = sender.submit(() -> send(start));
            for (var kill = 1; kill <= KILLS; kill++) {
                awaitNotified(kill * ALERTS / (KILLS + 2), () -> sent.state() == Future.State.FAILED);
                notifiedAtKills.add(alerts(receiver.received("chat")).size());
                kill();
            }
            sent.get(NOTIFIED_WITHIN.toSeconds(), TimeUnit.SECONDS);
        }
        awaitNotified(ALERTS, () -> false);

        var pages = receiver.received("chat");
        assertThat(pages).allSatisfy(page -> assertThat(page.key()).matches("[0-9a-f]{64}"));
        var distinct = new ArrayList<>(pages.stream()
                .collect(Collectors.toMap(PageReceiver.Page::key, page -> page, (first, again) -> first))
                .values());
        System.out.printf(
                "%d alerts, %d kills, alerts notified at each kill %s: %d messages, %d of them repeated; %d s%n",
                ALERTS,
                KILLS,
                notifiedAtKills,
                pages.size(),
                pages.size() - distinct.size(),
                Duration.between(start, Instant.now()).toSeconds());
        assertThat(timesBeyondTheFirst(alerts(distinct)))
                .as("in messages with different keys")
                .isEmpty();
        assertThat(pages.size() - distinct.size()).as("repeated messages").isLessThanOrEqualTo(KILLS * IN_FLIGHT);
    }

    /** Until so many alerts were notified; fails fast when sending them fails. */
    private static void awaitNotified(int count, Callable<Boolean> hasSendingFailed) {
        await(count + " alerts are notified")
                .atMost(NOTIFIED_WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .failFast("the alerts could not be sent", hasSendingFailed)
                .untilAsserted(() -> assertThat(new HashSet<>(alerts(receiver.received("chat"))))
                        .hasSizeGreaterThanOrEqualTo(count));
    }

    private static Void send(Instant startsAt) {
        post("firing", NAMES, startsAt);
        return null;
    }

    private static void post(String status, List<String> names, Instant startsAt) {
        for (var from = 0; from < names.size(); from += ALERTS_PER_POST) {
            var batch = names.subList(from, from + ALERTS_PER_POST).toArray(String[]::new);
            var body = AlertRouterDriver.webhook(status, startsAt, batch);
            await("accepted")
                    .ignoreExceptions() // the chosen instance may be killed before it responds
                    .atMost(ACCEPTED_WITHIN)
                    .until(() -> router.post(body).statusCode() == 202);
        }
    }

    /** The process, and then its pod: otherwise the node's back-off would dominate the duration. */
    private void kill() {
        var running = await("an instance to kill")
                .atMost(ACCEPTED_WITHIN)
                .ignoreExceptions()
                .until(AlertFaultsE2E::running, pods -> !pods.isEmpty());
        var pod = running.get(random.nextInt(running.size()));
        ProcessHandle.of(Services.pid(pod)).ifPresent(ProcessHandle::destroyForcibly);
        PLATFORM.client().resource(pod).withGracePeriod(0).delete();
    }

    private static List<Pod> running() {
        return SERVICES.pods(AlertRouterDriver.APP).stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(Services::ready)
                .filter(pod -> ProcessHandle.of(Services.pid(pod))
                        .filter(ProcessHandle::isAlive)
                        .isPresent())
                .toList();
    }

    private static List<String> alerts(List<PageReceiver.Page> pages) {
        return pages.stream()
                .flatMap(page -> page.names().stream())
                .filter(name -> name.startsWith("Fault"))
                .toList();
    }

    private static HashMap<String, Integer> timesBeyondTheFirst(List<String> names) {
        var times = new HashMap<String, Integer>();
        names.forEach(name -> times.merge(name, 1, Integer::sum));
        times.values().removeIf(count -> count == 1);
        return times;
    }
}
