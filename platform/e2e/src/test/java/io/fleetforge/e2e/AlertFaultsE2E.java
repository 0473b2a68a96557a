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

/** 2 000 alerts for a receiver that fails three times in ten, while instances of alert-router are killed twenty times. */
@LongScenario
class AlertFaultsE2E {

    private static final int ALERTS = 2000;
    private static final int IN_A_POST = 20;
    private static final int KILLS = 20;
    private static final long SEED = 2026;

    /** What an instance may have under way to one channel: a crash may say as much again. */
    private static final int UNDER_WAY = 16;

    private static final Duration ACCEPTED_WITHIN = Duration.ofMinutes(2);
    private static final Duration TOLD_WITHIN = Duration.ofMinutes(8);
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
        router.route(receiver, AlertRouterDriver.ANN_IS_PAGED, 3);
    }

    /** What fires still would open an incident each by the routes that come back. */
    @AfterAll
    static void routeAsBefore() throws Exception {
        post("resolved", NAMES, Instant.now().minusSeconds(1));
        await("nothing of it fires")
                .atMost(ACCEPTED_WITHIN)
                .untilAsserted(() -> assertThat(router.json(router.call("GET", "/api/v1/alerts?q=Fault", "")))
                        .allSatisfy(alert -> assertThat(alert.has("endsAt")).isTrue()));
        router.close();
        receiver.close();
    }

    @Test
    void shouldNotifyEachAlertWithoutDuplicatesThatAReceiverCannotDeduplicate() throws Exception {
        var start = Instant.now();
        var struckAt = new ArrayList<Integer>();
        try (var sender = Executors.newSingleThreadExecutor()) {
            var sent = sender.submit(() -> send(start));
            for (var kill = 1; kill <= KILLS; kill++) {
                awaitTold(kill * ALERTS / (KILLS + 2), () -> sent.state() == Future.State.FAILED);
                struckAt.add(told(receiver.taken("chat")).size());
                kill();
            }
            sent.get(TOLD_WITHIN.toSeconds(), TimeUnit.SECONDS);
        }
        awaitTold(ALERTS, () -> false);

        var pages = receiver.taken("chat");
        assertThat(pages).allSatisfy(page -> assertThat(page.key()).matches("[0-9a-f]{64}"));
        var folded = new ArrayList<>(pages.stream()
                .collect(Collectors.toMap(PageReceiver.Page::key, page -> page, (first, again) -> first))
                .values());
        System.out.printf(
                "%d alerts, %d kills, told when they struck %s: %d messages, %d of them said again; %d s%n",
                ALERTS,
                KILLS,
                struckAt,
                pages.size(),
                pages.size() - folded.size(),
                Duration.between(start, Instant.now()).toSeconds());
        assertThat(timesBeyondTheFirst(told(folded)))
                .as("told by messages of two keys")
                .isEmpty();
        assertThat(pages.size() - folded.size()).as("said again").isLessThanOrEqualTo(KILLS * UNDER_WAY);
    }

    /** Until so many different alerts were told; in vain when they are not sent. */
    private static void awaitTold(int count, Callable<Boolean> isInVain) {
        await(count + " alerts are told")
                .atMost(TOLD_WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .failFast("the alerts could not be sent", isInVain)
                .untilAsserted(() ->
                        assertThat(new HashSet<>(told(receiver.taken("chat")))).hasSizeGreaterThanOrEqualTo(count));
    }

    private static Void send(Instant startsAt) {
        post("firing", NAMES, startsAt);
        return null;
    }

    private static void post(String status, List<String> names, Instant startsAt) {
        for (var from = 0; from < names.size(); from += IN_A_POST) {
            var batch = names.subList(from, from + IN_A_POST).toArray(String[]::new);
            var body = AlertRouterDriver.webhook(status, startsAt, batch);
            await("accepted")
                    .ignoreExceptions() // the instance may die between being chosen and answering
                    .atMost(ACCEPTED_WITHIN)
                    .until(() -> router.post(body).statusCode() == 202);
        }
    }

    /** The process, and then its pod: the node's back-off would be most of the story. */
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

    private static List<String> told(List<PageReceiver.Page> pages) {
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
