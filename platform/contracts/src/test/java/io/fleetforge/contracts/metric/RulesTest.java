package io.fleetforge.contracts.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rules are valid for promtool and pass their unit tests, and each alert has tests, labels, annotations and a runbook. Tests
 * that need promtool or amtool are skipped where they are missing; {@code -Dpromtool.required=true} fails instead.
 */
class RulesTest {

    private static final Path ROOT = Path.of(System.getProperty("fleetforge.root", "../.."));
    /** The purpose of the watchdog is to fire always. */
    private static final String WATCHDOG = "Watchdog";

    private final AlertRuleFiles files = new AlertRuleFiles(ROOT);

    @TempDir
    Path folder;

    @Test
    void shouldTestEachAlertFiringAndSilentForEachSeverity() throws IOException {
        var moments = files.moments();
        var softly = new SoftAssertions();
        for (var firing : files.firings()) {
            var tested = moments.stream()
                    .filter(moment -> moment.alert().equals(firing.alert()))
                    .toList();
            softly.assertThat(tested)
                    .as("a test in which %s fires with %s", firing.alert(), firing.severity())
                    .anyMatch(moment -> moment.severities().contains(firing.severity()));
            if (!firing.alert().equals(WATCHDOG)) {
                softly.assertThat(tested)
                        .as("a test in which %s does not fire with %s", firing.alert(), firing.severity())
                        .anyMatch(moment -> !moment.severities().contains(firing.severity()));
            }
        }
        softly.assertAll();
        assertThat(files.alerts()).isNotEmpty();
    }

    @Test
    void shouldTestExistingAlertsOnly() throws IOException {
        var names = AlertRuleFiles.names(files.alerts()).collect(Collectors.toSet());

        assertThat(files.moments()).extracting(AlertRuleFiles.Moment::alert).isSubsetOf(names);
    }

    @Test
    void shouldLabelAndAnnotateEachAlert() throws IOException {
        assertThat(files.alerts()).allSatisfy(alert -> {
            assertThat(alert.getLabels()).as("labels of %s", alert.getAlert()).containsKeys("severity", "service");
            assertThat(alert.getLabels().get("severity"))
                    .as("severity of %s", alert.getAlert())
                    .matches("P[1-4]");
            assertThat(alert.getAnnotations())
                    .as("annotations of %s", alert.getAlert())
                    .containsKeys("summary", "description", "runbook_url");
        });
    }

    @Test
    void shouldLabelRecordingRulesWithKnownSeveritiesOnly() throws IOException {
        for (var file : files.ruleFiles()) {
            assertThat(files.read(file).getSpec().getGroups())
                    .flatExtracting(group -> group.getRules().stream()
                            .map(Rule::getLabels)
                            .filter(Objects::nonNull)
                            .map(labels -> labels.get("severity"))
                            .filter(Objects::nonNull)
                            .toList())
                    .as(file.toString())
                    .allMatch(severity -> severity.toString().matches("P[1-4]"));
        }
    }

    @Test
    void shouldNameAnExistingRunbookInTheIndexForEachAlert() throws IOException {
        var index = Files.readString(files.runbooks().resolve("index.md"));

        assertThat(files.namedRunbooks()).isNotEmpty().allSatisfy(runbook -> {
            assertThat(ROOT.resolve(runbook)).isRegularFile();
            assertThat(index).contains(runbook.substring(runbook.lastIndexOf('/') + 1));
        });
    }

    @Test
    void shouldNameEachRunbookInAnAlert() throws IOException {
        assertThat(files.runbookPages()).isSubsetOf(files.namedRunbooks());
    }

    @Test
    void shouldPassTheirOwnTests() throws Exception {
        assumeInstalled("promtool", "neither syntax nor behaviour of the rules was checked");
        var rules = files.extract(Files.createDirectory(folder.resolve("rules")));
        var tests = Files.createDirectory(folder.resolve("tests"));
        var copies = new ArrayList<Path>();
        for (var file : files.testFiles()) {
            copies.add(Files.copy(file, tests.resolve(Objects.requireNonNull(file.getFileName()))));
        }

        requireSuccess(List.of("promtool", "check", "rules"), rules);
        assertThat(copies).isNotEmpty();
        // one process each: promtool itself runs one file after another, for a minute
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var runs = copies.stream()
                    .map(file -> threads.submit(() -> {
                        requireSuccess(List.of("promtool", "test", "rules"), List.of(file));
                        return file;
                    }))
                    .toList();
            for (var run : runs) {
                run.get();
            }
        }
    }

    @Test
    void shouldParseTheQueriesOfDashboardsAndRunbooks() throws Exception {
        assumeInstalled("promtool", "the queries of dashboards and runbooks were not parsed");
        var queries = files.queries();

        assertThat(queries).isNotEmpty();
        requireSuccess(
                List.of("promtool", "check", "rules"),
                List.of(AlertRuleFiles.writeQueries(queries, folder.resolve("queries.yaml"))));
    }

    /** They differ in the address of alert-router, in its token, and between the marks of the fallback receiver. */
    @Test
    void shouldConfigureAlertmanagerEquallyInEveryPlace() throws IOException {
        var base = AlertmanagerConfigs.common(ROOT.resolve(AlertmanagerConfigs.BASE));

        assertThat(AlertmanagerConfigs.common(ROOT.resolve(AlertmanagerConfigs.LOCAL)))
                .isEqualTo(base);
        assertThat(AlertmanagerConfigs.common(ROOT.resolve(AlertmanagerConfigs.FALLBACK_RECEIVER)))
                .isEqualTo(base);
    }

    @Test
    void shouldHaveValidConfigurationsOfAlertmanager() throws Exception {
        assumeInstalled("amtool", "the configurations of Alertmanager were only compared with each other");
        for (var name : AlertmanagerConfigs.ALL) {
            var config = Files.writeString(
                    folder.resolve("alertmanager.yaml"), AlertmanagerConfigs.forAmtool(ROOT.resolve(name)));

            requireSuccess(List.of("amtool", "check-config"), List.of(config));
        }
    }

    private void requireSuccess(List<String> command, List<Path> arguments) throws Exception {
        var whole = new ArrayList<>(command);
        arguments.forEach(file -> whole.add(file.toString()));
        var output = Files.createTempFile(folder, "output", ".txt");
        var process = new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES))
                    .as("%s ends", command)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as("%s:%n%s", command, Files.readString(output, StandardCharsets.UTF_8))
                .isZero();
    }

    private static void assumeInstalled(String tool, String consequence) {
        var installed = isInstalled(tool);
        if (!installed && Boolean.getBoolean("promtool.required")) {
            throw new AssertionError(tool + " is not installed; it comes with Prometheus and Alertmanager");
        }
        if (!installed) {
            System.err.println("SKIPPED RulesTest: " + tool + " is not installed; " + consequence);
        }
        assumeThat(installed).as("SKIPPED: %s is not installed", tool).isTrue();
    }

    private static boolean isInstalled(String tool) {
        Map<String, String> environment = System.getenv();
        return java.util.Arrays.stream(environment.getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .map(directory -> Path.of(directory, tool))
                .anyMatch(Files::isExecutable);
    }
}
