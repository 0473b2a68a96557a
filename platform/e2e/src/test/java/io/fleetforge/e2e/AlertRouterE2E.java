package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fleetforge.testing.TestPlatform;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a firing alert to its acknowledgement, over the real broker. */
class AlertRouterE2E {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int ALERTS = 60;
    private static final TestPlatform PLATFORM = TestPlatform.shared();
    private static final Services SERVICES = new Services(PLATFORM);

    private static PageReceiver receiver;
    private static AlertRouterDriver router;

    @TempDir
    Path folder;

    @BeforeAll
    static void routeToTheReceiver() throws Exception {
        receiver = new PageReceiver(post -> post % 3 == 0);
        router = new AlertRouterDriver(PLATFORM, SERVICES);
        router.route(receiver, AlertRouterDriver.PAGE_ANN, 2);
    }

    @AfterAll
    static void restoreRoutes() throws Exception {
        router.close();
        receiver.close();
    }

    @Test
    void shouldPageUserAndNotifyOfAcknowledgementAndEnd() throws Exception {
        var at = Instant.now();
        assertThat(router.post(AlertRouterDriver.webhook("firing", at, "HostDown"))
                        .statusCode())
                .isEqualTo(202);

        await("a page")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(pages("trigger")).hasSize(1));
        var id = pages("trigger").getFirst().body().path("incident").asText();
        acknowledgeByFfctl(id);
        await("the notification of the acknowledgement")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(pages("acknowledge")).hasSize(1));

        assertThat(router.post(AlertRouterDriver.webhook("resolved", at, "HostDown"))
                        .statusCode())
                .isEqualTo(202);

        await("the notification of the end")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(pages("resolve")).hasSize(1));
        assertThat(pages("trigger")).hasSize(1);
        assertThat(ffctl("incident", "review", id))
                .contains("# HostDown", "**Opened**", "**Paged**", "**Acknowledged**", "looking", "**Resolved**");
        await("equal reviews, once the close notifications are recorded too")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(ffctl("incident", "review", id))
                        .isEqualTo(router.call("GET", "/api/v1/incidents/%s/review".formatted(id), "")
                                .body()));
        assertThat(router.call("POST", "/api/v1/incidents/%s/acknowledge".formatted(id), "{}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(router.json(router.call("POST", "/api/v1/incidents/%s/review".formatted(id), "{}"))
                        .path("state")
                        .asText())
                .isEqualTo("REVIEWED");
    }

    private void acknowledgeByFfctl(String id) throws Exception {
        assertThat(ffctl("alert", "route-test", "alertname=HostDown", "severity=P1"))
                .containsPattern("pagers +\\S+ +ann ");
        assertThat(ffctl("incident")).containsPattern(id + " +P1 +OPEN .* HostDown");

        assertThat(ffctl("incident", "acknowledge", id, "-m", "looking"))
                .contains(id + "  P1  ACKNOWLEDGED", "looking");

        assertThat(ffctl("incident", "show", id)).contains("Opened", "Paged", "Acknowledged");
        var schedules = new Ffctl(PLATFORM, folder).run("oncall");
        assertThat(schedules.exitCode()).as(schedules.err()).isZero();
        assertThat(schedules.err()).contains("the routing file has no schedules");
    }

    private String ffctl(String... arguments) throws Exception {
        var answer = new Ffctl(PLATFORM, folder).run(arguments);
        assertThat(answer.exitCode()).as(answer.err()).isZero();
        return answer.out();
    }

    @Test
    void shouldRefusePostWhenSenderIsUnknownOrBodyIsTooLarge() throws Exception {
        var body = AlertRouterDriver.webhook("firing", Instant.now(), "Stranger");

        assertThat(SERVICES.call(router.request("/api/v1/webhooks/alertmanager")
                                .POST(HttpRequest.BodyPublishers.ofString(body)))
                        .statusCode())
                .isEqualTo(401);
        assertThat(SERVICES.call(router.request("/api/v1/webhooks/alertmanager")
                                .header(
                                        "X-FleetForge-Signature",
                                        "t=%d,sha256=%s".formatted(Instant.now().getEpochSecond(), "0".repeat(64)))
                                .POST(HttpRequest.BodyPublishers.ofString(body)))
                        .statusCode())
                .isEqualTo(401);
        assertThat(router.post("x".repeat(11 * 1024 * 1024)).statusCode()).isEqualTo(413);
        assertThat(router.post(body.replace("firing", "odd")).body()).contains("alerts[0].status");
        assertThat(receiver.received("chat")).noneMatch(page -> page.names().contains("Stranger"));
    }

    @Test
    void shouldSuppressSilencedAlertWithReason() throws Exception {
        var until = Instant.now().plusSeconds(600);
        var created = router.call("POST", "/api/v2/silences", """
                {"matchers":[{"name":"alertname","value":"Known","isRegex":false}],"endsAt":"%s","createdBy":"ann","comment":"known"}
                """.formatted(until));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(200);

        assertThat(router.post(AlertRouterDriver.webhook("firing", Instant.now(), "Known", "Unknown"))
                        .statusCode())
                .isEqualTo(202);

        await("the notification of the other alert")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(receiver.received("chat"))
                        .anyMatch(page -> page.names().contains("Unknown")));
        assertThat(receiver.received("chat")).noneMatch(page -> page.names().contains("Known"));
        assertThat(router.json(router.call("POST", "/api/v1/routes/test", "{\"alertname\":\"Known\"}"))
                        .path(0)
                        .path("suppressed")
                        .asText())
                .contains("silenced", "ann");
        assertThat(router.call(
                                "POST",
                                "/api/v2/silences",
                                "{\"matchers\":[{\"name\":\"a\",\"value\":\".*\",\"isRegex\":true}],\"endsAt\":\"%s\",\"comment\":\"c\"}"
                                        .formatted(until))
                        .body())
                .contains("this would silence every alert");
    }

    /** One of two instances is killed while a receiver refuses every third message. */
    @Test
    void shouldNotifyOfEveryAlertWhenAnInstanceIsKilled() throws Exception {
        var names = IntStream.range(0, ALERTS).mapToObj("Burst%d"::formatted).toList();
        for (var part = 0; part < ALERTS; part += 10) {
            var batch = names.subList(part, part + 10).toArray(String[]::new);
            await("accepted")
                    .ignoreExceptionsInstanceOf(java.io.IOException.class)
                    .atMost(SOON)
                    .until(() -> router.post(AlertRouterDriver.webhook("firing", Instant.now(), batch))
                                    .statusCode()
                            == 202);
            if (part == 20) {
                ProcessHandle.of(Services.pid(
                                SERVICES.pods(AlertRouterDriver.APP).getFirst()))
                        .ifPresent(ProcessHandle::destroyForcibly);
            }
        }

        await("all alerts are notified")
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(new HashSet<>(notified())).containsAll(names));
        var counts = notified().stream()
                .filter(name -> name.startsWith("Burst"))
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        assertThat(counts.values().stream().mapToLong(times -> times - 1).sum())
                .as("repeated: %s", counts)
                .isLessThanOrEqualTo(ALERTS / 2);
    }

    private static List<String> notified() {
        return receiver.received("chat").stream()
                .flatMap(page -> page.names().stream())
                .toList();
    }

    private static List<PageReceiver.Page> pages(String action) {
        return receiver.received("ann").stream()
                .filter(page -> page.action().equals(action) && page.names().contains("HostDown"))
                .toList();
    }
}
