package io.fleetforge.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import io.fleetforge.local.observability.ProgramSearch;
import io.fleetforge.testing.TestPlatform;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The Chromium of this machine, headless. Records errors of its pages. */
final class Chromium implements AutoCloseable {

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 800;
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Playwright playwright;
    private final Browser browser;
    private final List<String> errors = new CopyOnWriteArrayList<>();

    Chromium(Path executable) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
    }

    /** Its path on this machine; empty when it is not installed. */
    static Optional<Path> find() {
        return ProgramSearch.ofThisMachine().find(NAMES);
    }

    /** Signs in on the sign-in page; waits for the requested page. */
    static void signIn(Page page, String token, String wanted) {
        page.getByLabel("A token of the cluster").fill(token);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        page.waitForURL(wanted);
    }

    /** A browser without a sign-in session. */
    BrowserContext context() {
        var context = browser.newContext(new Browser.NewContextOptions().setViewportSize(WIDTH, HEIGHT));
        context.setDefaultTimeout(30_000);
        context.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text() + " " + message.location());
            }
        });
        context.onWebError(error -> errors.add(error.error()));
        return context;
    }

    /** Errors of scripts, of the content policy and of loading. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    void clearErrors() {
        errors.clear();
    }

    /** Saves a screenshot for the documentation when that is requested, else below the build folder. */
    static void picture(Page page, String name) {
        var root = TestPlatform.root();
        var folder = Boolean.getBoolean("fleetforge.docs.write")
                ? root.resolve("docs/images")
                : root.resolve("platform/e2e/target/pictures");
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(folder.resolve(name + ".png"))
                .setFullPage(true));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
