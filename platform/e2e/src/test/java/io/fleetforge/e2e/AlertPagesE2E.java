package io.fleetforge.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.fleetforge.testing.TestPlatform;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages of alert-router in a real browser, against real alerts. */
class AlertPagesE2E {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final TestPlatform PLATFORM = TestPlatform.shared();
    private static final Services SERVICES = new Services(PLATFORM);

    private static PageReceiver receiver;
    private static AlertRouterDriver router;
    private static Chromium chromium;

    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void openABrowser() throws Exception {
        var executable = Chromium.find();
        if (executable.isEmpty()) {
            System.err.println("SKIPPED: AlertPagesE2E: there is no chromium on the PATH; install it");
        }
        assumeThat(executable).as("SKIPPED: no chromium").isPresent();
        chromium = new Chromium(executable.orElseThrow());
        com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout(SOON.toMillis());
        receiver = new PageReceiver(post -> false);
        router = new AlertRouterDriver(PLATFORM, SERVICES);
        router.route(receiver, """
                users: [{name: ann, receiver: ann-phone}, {name: bob, receiver: ann-phone}]
                schedules:
                  - name: primary
                    rotations:
                      - {users: [ann, bob], shift_length: P1D, start: "2026-01-05T09:00", time_zone: Europe/Berlin}
                escalation_policies:
                  - name: platform
                    steps: [{schedules: [primary], delay: 5m}, {users: [bob], delay: 10m}]
                """, 1);
    }

    @AfterAll
    static void restoreRoutes() {
        if (chromium != null) {
            chromium.close();
            router.close();
            receiver.close();
        }
    }

    @BeforeEach
    void openAPage() {
        context = chromium.context();
        page = context.newPage();
        chromium.clearErrors();
    }

    @AfterEach
    void closeIt() {
        context.close();
    }

    private void signIn() {
        page.navigate(router.address() + "/ui/incidents");
        Chromium.signIn(page, router.token(), "**/ui/incidents");
    }

    private com.microsoft.playwright.Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    @Test
    void shouldSignInWithTokenAndRedirectToTheRequestedPage() {
        page.navigate(router.address() + "/ui/oncall?x=1");
        assertThat(page).hasTitle(Pattern.compile("Sign in"));

        page.getByLabel("A token of the cluster").fill("not-a-token-of-this-cluster");
        button("Sign in").click();
        assertThat(page.locator("#problem-text")).containsText("rejects this token");

        Chromium.signIn(page, router.token(), "**/ui/oncall?x=1");
        assertThat(page.locator("h1")).hasText("On call");
        var cookie = context.cookies().getFirst();
        assertThat(cookie.httpOnly).isTrue();
        assertThat(cookie.path).isEqualTo("/ui");
        assertThat((Object) page.evaluate("document.cookie")).isEqualTo("");

        button("Sign out").click();
        page.navigate(router.address() + "/ui/oncall");
        assertThat(page).hasTitle(Pattern.compile("Sign in"));
    }

    /** From the alert to its acknowledgement, without a mouse and without a reload. */
    @Test
    void shouldShowNewIncidentAndAcknowledgeItByKeys() throws Exception {
        signIn();
        var at = Instant.now();
        assertThat(router.post(AlertRouterDriver.webhook("firing", at, "HostDown"))
                        .statusCode())
                .isEqualTo(202);

        var row = page.locator("tr[data-row]", new Page.LocatorOptions().setHasText("HostDown"))
                .first();
        assertThat(row).containsText("open");
        await("a page")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(receiver.received("ann"))
                        .anyMatch(each -> each.action().equals("trigger")));
        assertThat(row).containsText("escalates in");
        Chromium.picture(page, "board");
        page.keyboard().press("j");
        assertThat(row.getByRole(AriaRole.LINK)).isFocused();
        page.keyboard().press("a");
        assertThat(row).containsText("acknowledged");
        assertThat(row).containsText("admin");

        page.keyboard().press("j");
        page.keyboard().press("Enter");
        page.waitForURL("**/ui/incidents/inc-*");
        page.getByLabel("Note").fill("looking <b>into</b> it");
        button("Add note").click();
        assertThat(page.locator(".timeline")).containsText("looking <b>into</b> it");
        for (var kind : List.of("Opened", "Paged", "Acknowledged", "Noted")) {
            assertThat(page.locator(".timeline ." + kind).first()).isVisible();
        }
        Chromium.picture(page, "incident");

        assertThat(router.post(AlertRouterDriver.webhook("resolved", at, "HostDown"))
                        .statusCode())
                .isEqualTo(202);
        assertThat(page.locator(".facts .state")).hasText("resolved");
        button("Mark as reviewed").click();
        assertThat(page.locator(".facts .state")).hasText("reviewed");
        page.getByText("as Markdown").click();
        assertThat(page.locator("body")).containsText("# HostDown");
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void shouldShowWhyAnAlertWasSuppressed() throws Exception {
        signIn();
        assertThat(router.post(AlertRouterDriver.webhook("firing", Instant.now(), "Noisy"))
                        .statusCode())
                .isEqualTo(202);
        await("the notification")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(receiver.received("chat"))
                        .anyMatch(each -> each.names().contains("Noisy")));
        page.keyboard().press("g");
        page.keyboard().press("s");
        page.waitForURL("**/ui/silences");
        page.locator("#matchers").fill("alertname=\"Noisy\"");
        button("Preview").click();
        assertThat(page.locator("#hits")).containsText("1 firing alerts match");
        page.getByLabel("Comment").fill("known since Monday");
        page.locator("#create").click();
        assertThat(page.locator("tr[data-row]")).containsText("known since Monday");
        Chromium.picture(page, "silences");

        page.navigate(router.address() + "/ui/alerts?q=noisy");
        page.locator("tr[data-row] a").click();
        await("the flush after the silence").pollInSameThread().atMost(SOON).untilAsserted(() -> {
            page.reload();
            assertThat(page.locator(".timeline .Suppressed").count()).isPositive();
        });
        assertThat(page.locator(".timeline .Notified")).containsText("firing");
        assertThat(page.locator(".timeline .Suppressed")).containsText("known since Monday");
        Chromium.picture(page, "alert");

        page.navigate(router.address() + "/ui/silences");
        button("Expire").click();
        assertThat(page.locator("main")).containsText("No active silences.");
        assertThat(chromium.errors()).isEmpty();
    }

    @Test
    void shouldShowDestinationsOfAnAlertAndUsersOnCall() {
        signIn();
        page.navigate(router.address() + "/ui/routes");
        page.locator("#labels").fill("alertname=HostDown\nseverity=P1");
        button("Test route").click();
        assertThat(page.locator("#destinations")).containsText("pagers");
        assertThat(page.locator("#destinations")).containsText(Pattern.compile("ann|bob"));
        assertThat(page.locator(".tree .hit")).containsText("severity=\"P1\"");
        Chromium.picture(page, "routes");

        page.locator("#labels").fill("nonsense");
        button("Test route").click();
        assertThat(page.locator("#problem-text")).containsText("'nonsense' is not name=value");
        chromium.clearErrors();

        page.navigate(router.address() + "/ui/oncall");
        assertThat(page.locator(".calendar rect").first()).isVisible();
        assertThat(page.locator(".facts")).containsText(Pattern.compile("(ann|bob) until"));
        Chromium.picture(page, "oncall");
        assertThat(chromium.errors()).isEmpty();
    }

    /** A form of another site changes nothing, and the cookie is valid for pages only. */
    @Test
    void shouldAcceptFormsOfItsOwnPagesOnly() throws Exception {
        var cookie = "fleetforge-token=" + router.token();
        var form = HttpRequest.BodyPublishers.ofString("matchers=a%3D%22b%22&minutes=5&comment=c");

        var other = SERVICES.call(router.request("/ui/silences")
                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", cookie)
                .header("Sec-Fetch-Site", "cross-site")
                .POST(form));
        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(other.body()).contains("the form belongs to another site");
        assertThat(other.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("frame-ancestors 'none'"));
        assertThat(SERVICES.call(router.request("/ui/silences")
                                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                                .header("Cookie", cookie)
                                .header("Origin", "https://evil.example")
                                .POST(form))
                        .statusCode())
                .isEqualTo(403);
        assertThat(SERVICES.call(router.request("/api/v1/incidents")
                                .header("Cookie", cookie)
                                .GET())
                        .statusCode())
                .isEqualTo(401);
        assertThat(router.call("GET", "/api/v2/silences", "").body()).doesNotContain("\"b\"");
    }

    /** After the sign-in the user returns to the same page. */
    @Test
    void shouldRedirectToSignInWhenTheTokenHasExpired() throws Exception {
        var expired = "fleetforge-token=a-token-of-yesterday";

        var whole = SERVICES.call(
                router.request("/ui/oncall").header("Cookie", expired).GET());
        assertThat(whole.statusCode()).isEqualTo(302);
        assertThat(whole.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/ui/login?then=%2Fui%2Foncall"));

        var part = SERVICES.call(router.request("/ui/incidents")
                .header("Cookie", expired)
                .header("HX-Request", "true")
                .header("HX-Current-URL", router.address() + "/ui/incidents/inc-1")
                .GET());
        assertThat(part.statusCode()).isEqualTo(401);
        assertThat(part.headers().firstValue("HX-Redirect")).hasValue("/ui/login?then=%2Fui%2Fincidents%2Finc-1");
        assertThat(SERVICES.call(router.request("/ui/assets/none.js")
                                .header("Cookie", expired)
                                .GET())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void shouldShowThatThePageMayBeStaleWhenTheConnectionIsLost() {
        signIn();
        assertThat(page.locator("#stale")).isHidden();

        context.setOffline(true);
        page.evaluate(
                "htmx.ajax('GET', '/ui/incidents', {target: '#board', select: '#board', swap: 'outerHTML'}).catch(() => {})");
        assertThat(page.locator("#stale")).containsText("may be old");

        context.setOffline(false);
        page.evaluate("htmx.ajax('GET', '/ui/incidents', {target: '#board', select: '#board', swap: 'outerHTML'})");
        assertThat(page.locator("#stale")).isHidden();
    }
}
