package io.fleetforge.contracts.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Rules, dashboards and runbooks use metrics and labels of the catalogue only, except those of services still to come.
 */
class MixinNamesTest {

    private static final Path ROOT = Path.of(System.getProperty("fleetforge.root", "../.."));
    private static final Set<String> STILL_TO_COME = Set.of(
            "fleetforge_backup_last_success_timestamp_seconds",
            "fleetforge_restore_drill_last_success",
            "fleetforge_chaos_runs_total");
    private static final Set<String> OF_PROMETHEUS = Set.of("job", "instance", "le", "pod");
    private static final Pattern SELECTOR = Pattern.compile("\\b(fleetforge_[a-z_]+)\\b(?!:)(?:\\{([^}]*)})?");
    private static final Pattern JOB = Pattern.compile("\\bjob=\\\\?\"([^\"\\\\]+)\\\\?\"");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)");

    @Test
    void shouldUseMetricsAndLabelsThatTheServicesExpose() throws IOException {
        var strange = new TreeSet<String>();
        var asked = new HashSet<String>();
        for (var folder : new String[] {
            "infra/observability/base/rules",
            "infra/observability/dashboards",
            "infra/observability/federation",
            "docs/runbooks"
        }) {
            try (var files = Files.newDirectoryStream(ROOT.resolve(folder), Files::isRegularFile)) {
                for (var file : files) {
                    collect(file, asked, strange);
                }
            }
        }

        assertThat(strange).isEmpty();
        assertThat(asked).as("the mixin is about something").hasSizeGreaterThan(20);
    }

    private static void collect(Path file, Set<String> asked, Set<String> strange) throws IOException {
        var found = SELECTOR.matcher(Files.readString(file));
        while (found.find()) {
            var name = found.group(1);
            if (STILL_TO_COME.contains(name)) {
                continue;
            }
            var metric = metric(name);
            if (metric.isEmpty()) {
                strange.add(file.getFileName() + ": no metric " + name);
                continue;
            }
            asked.add(name);
            var selected = found.group(2) == null ? "" : found.group(2);
            var job = JOB.matcher(selected);
            if (job.find()
                    && metric.get().services().stream()
                            .noneMatch(service -> service.job().equals(job.group(1)))) {
                strange.add(file.getFileName() + ": " + name + " is not exposed by " + job.group(1));
            }
            var label = LABEL.matcher(selected);
            while (label.find()) {
                if (!metric.get().labels().contains(label.group(1)) && !OF_PROMETHEUS.contains(label.group(1))) {
                    strange.add(file.getFileName() + ": " + name + " has no label " + label.group(1));
                }
            }
        }
    }

    private static Optional<Metric> metric(String name) {
        return Arrays.stream(Metric.values())
                .filter(metric -> {
                    var exposed = metric.shape().exposed();
                    return name.equals(exposed)
                            || (metric.shape().type() == Shape.Type.HISTOGRAM
                                    && name.matches(exposed + "_(bucket|count|sum)"));
                })
                .findFirst();
    }
}
