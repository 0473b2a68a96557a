package io.fleetforge.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * One id from the fault to the acknowledged page: a host is killed, Prometheus and Alertmanager tell, somebody is paged, takes it in the
 * browser, it resolves by itself, and its review tells all of it.
 */
@LongScenario
class FaultToPageE2E {

    private static final Duration WITH_JAEGER_BUILT = Duration.ofMinutes(30);
    private static final Duration PAGED_WITHIN = Duration.ofSeconds(60);
    private static final Duration OVER_WITHIN = Duration.ofMinutes(4);
    private static final Launcher LAUNCHER = new Launcher("fault-to-page-run");

    private static PageReceiver receiver;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        var reason = System.getProperty("observability.skipped");
        if (reason == null && Chromium.find().isEmpty()) {
            reason = "there is no chromium on the PATH; install it";
        }
        if (reason != null) {
            System.err.println("SKIPPED: FaultToPageE2E: " + reason);
        }
        assumeThat(reason).as("SKIPPED: " + reason).isNull();
        chromium = new Chromium(Chromium.find().orElseThrow());
        receiver = new PageReceiver(post -> false);
        var up = LAUNCHER.run("./fleetforge up --observability", WITH_JAEGER_BUILT);
        assertThat(up.exitCode()).as(up.output()).isZero();
        route();
    }

    private static void route() throws IOException {
        var file = LAUNCHER.state().resolve("routing.yaml");
        Files.writeString(file, """
                apiVersion: v1
                kind: ConfigMap
                metadata:
                  name: fleetforge-alert-routing
                  namespace: fleetforge-system
                data:
                  routing.yaml: |
                    route:
                      receiver: quiet
                      group_by: [alertname, namespace, world]
                      group_wait: 1s
                      group_interval: 5s
                      routes:
                        - {matchers: [alertname="HostDown"], receiver: pagers}
                    receivers:
                      - name: quiet
                      - name: pagers
                        oncall_configs: [{policy: platform}]
                      - name: ann-phone
                        webhook_configs: [{url: "%s"}]
                    people: [{name: ann, receiver: ann-phone}]
                    escalation_policies:
                      - name: platform
                        steps: [{people: [ann], patience: 5m}]
                """.formatted(receiver.url("ann")));
        LAUNCHER.require("./fleetforge kubectl apply --server-side --force-conflicts -f " + file);
        LAUNCHER.require(
                "./fleetforge kubectl rollout restart -n fleetforge-system deployment/fleetforge-alert-router");
        LAUNCHER.require(
                "./fleetforge kubectl rollout status -n fleetforge-system deployment/fleetforge-alert-router --timeout=120s");
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
            LAUNCHER.run("./fleetforge down");
            receiver.close();
        }
    }

    @Test
    void shouldLinkAKilledHostToItsReviewByOneId() throws Exception {
        LAUNCHER.require("./fleetforge apply examples/worlds/starter.yaml");
        LAUNCHER.require("./fleetforge kubectl wait --for=condition=Ready worldspec/starter --timeout=90s");
        await("world and host are watched and at rest")
                .atMost(PAGED_WITHIN.multipliedBy(2))
                .untilAsserted(() -> {
                    assertThat(measured("fleetforge_world_ready")).isEqualTo("1");
                    // Prometheus must have seen the host once, else nothing tells it of the death.
                    assertThat(measured("up%7Bjob=%22cell-host%22%7D")).isEqualTo("1");
                });
        var host = LAUNCHER.process("starter-0");

        var start = System.nanoTime();
        host.destroyForcibly();
        await("somebody is paged")
                .atMost(PAGED_WITHIN)
                .untilAsserted(() -> assertThat(receiver.taken("ann"))
                        .anyMatch(page ->
                                page.action().equals("trigger") && page.names().contains("HostDown")));
        var paged = System.nanoTime();

        var page = signedIn();
        takeIt(page);
        await("who was paged hears of it")
                .atMost(PAGED_WITHIN)
                .untilAsserted(() -> assertThat(receiver.taken("ann"))
                        .anyMatch(each -> each.action().equals("acknowledge")));
        assertThat(page.locator(".facts .state"))
                .hasText("resolved", new LocatorAssertions.HasTextOptions().setTimeout(OVER_WITHIN.toMillis()));
        var over = System.nanoTime();
        Chromium.picture(page, "fault-to-page");

        var id = page.locator(".facts code").first().textContent();
        page.getByText("as Markdown").click();
        var review = page.locator("body").textContent();
        assertThat(review).contains(id, "**Related** by ", "**Paged**", "**Acknowledged**", "**Resolved**");
        assertThat(LAUNCHER.run("./ffctl trace " + id + " --kubeconfig "
                                + LAUNCHER.state().resolve("controlplane/kubeconfig"))
                        .output())
                .contains(id);
        System.out.printf(
                "paged %.1f s after the kill, resolved after %.1f s; correlation id %s%n%s%n",
                (paged - start) / 1e9, (over - start) / 1e9, id, review);
    }

    /** The value of the first series that an encoded query finds; empty without one. */
    private static String measured(String query) throws Exception {
        return LAUNCHER.json("./fleetforge curl -s 'http://prometheus:9090/api/v1/query?query=" + query + "'")
                .at("/data/result/0/value/1")
                .asText();
    }

    private Page signedIn() throws IOException {
        var ui = LAUNCHER.json("./fleetforge ui -o json");
        var page = chromium.context().newPage();
        page.navigate(ui.path("incidents").asText());
        Chromium.signIn(page, ui.path("token").asText(), "**/ui/incidents");
        return page;
    }

    private static void takeIt(Page page) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("HostDown")))
                .first()
                .click();
        page.locator("#acknowledge").click();
        assertThat(page.locator(".facts .state")).hasText("acknowledged");
    }
}
