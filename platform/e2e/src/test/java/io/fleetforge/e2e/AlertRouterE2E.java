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

/** From a firing alert to a person who has it, over the real broker. */
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
        router.route(receiver, AlertRouterDriver.ANN_IS_PAGED, 2);
    }

    @AfterAll
    static void routeAsBefore() throws Exception {
        router.close();
        receiver.close();
    }

    @Test
    void shouldPageSomebodyWhoTakesItAndCloseItWhenItIsOver() throws Exception {
        var at = Instant.now();
        assertThat(router.post(AlertRouterDriver.webhook("firing", at, "HostDown"))
                        .statusCode())
                .isEqualTo(202);

        await("a page")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(pages("trigger")).hasSize(1));
        var id = pages("trigger").getFirst().body().path("incident").asText();
        takeByTerminal(id);
        await("who was paged hears that somebody has it")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(pages("acknowledge")).hasSize(1));

        assertThat(router.post(AlertRouterDriver.webhook("resolved", at, "HostDown"))
                        .statusCode())
                .isEqualTo(202);

        await("what was opened is closed")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(pages("resolve")).hasSize(1));
        assertThat(pages("trigger")).hasSize(1);
        assertThat(ffctl("incident", "review", id))
                .contains("# HostDown", "**Opened**", "**Paged**", "**Acknowledged**", "looking", "**Resolved**");
        await("both tell the same, once what the channels heard is written down too")
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

    /** As somebody does who has a terminal and no browser. */
    private void takeByTerminal(String id) throws Exception {
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

    /** Bad input 29 and 30. */
    @Test
    void shouldTakeNothingFromStrangersAndNothingThatIsTooBig() throws Exception {
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
        assertThat(receiver.taken("chat")).noneMatch(page -> page.names().contains("Stranger"));
    }

    @Test
    void shouldKeepQuietWhatIsSilencedAndSayWhy() throws Exception {
        var until = Instant.now().plusSeconds(600);
        var made = router.call("POST", "/api/v2/silences", """
                {"matchers":[{"name":"alertname","value":"Known","isRegex":false}],"endsAt":"%s","createdBy":"ann","comment":"known"}
                """.formatted(until));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);

        assertThat(router.post(AlertRouterDriver.webhook("firing", Instant.now(), "Known", "Unknown"))
                        .statusCode())
                .isEqualTo(202);

        await("the other one")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(receiver.taken("chat"))
                        .anyMatch(page -> page.names().contains("Unknown")));
        assertThat(receiver.taken("chat")).noneMatch(page -> page.names().contains("Known"));
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

    /** One of two instances dies while a receiver refuses every third message: all are told, none twice but for the crash. */
    @Test
    void shouldTellEveryAlertWhenAnInstanceIsKilled() throws Exception {
        var names = IntStream.range(0, ALERTS).mapToObj("Storm%d"::formatted).toList();
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

        await("all are told")
                .atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(new HashSet<>(told())).containsAll(names));
        var counts = told().stream()
                .filter(name -> name.startsWith("Storm"))
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        assertThat(counts.values().stream().mapToLong(times -> times - 1).sum())
                .as("told twice: %s", counts)
                .isLessThanOrEqualTo(ALERTS / 2);
    }

    private static List<String> told() {
        return receiver.taken("chat").stream()
                .flatMap(page -> page.names().stream())
                .toList();
    }

    private static List<PageReceiver.Page> pages(String action) {
        return receiver.taken("ann").stream()
                .filter(page -> page.action().equals(action) && page.names().contains("HostDown"))
                .toList();
    }
}
