package io.fleetforge.local.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetforge.cluster.StateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checkout's own templates. */
class ObservabilityFilesTest {

    @TempDir
    Path folder;

    @Test
    void shouldFillEveryPlaceholderInFilesReadableByTheOwnerOnly() throws IOException {
        var files = files();

        files.render(true);
        files.renderAlertmanager("127.9.0.3:8080");

        assertThat(Files.readString(files.prometheus())).contains("127.0.0.1:2").doesNotContain("${ALERTMANAGER}");
        assertThat(Files.readString(files.alertmanager()))
                .contains(" http://127.9.0.3:8080/")
                .doesNotContain("${ALERT_ROUTER}");
        assertThat(Files.readString(files.jaeger())).doesNotContain("${");
        assertThat(Files.getPosixFilePermissions(files.prometheus()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void shouldScrapeTheMachineOnlyWithANodeExporter() throws IOException {
        var files = files();

        files.render(false);
        assertThat(jobs()).containsExactly("prometheus", "alertmanager", "jaeger");

        files.render(true);
        assertThat(jobs()).containsExactly("prometheus", "alertmanager", "jaeger", "node");
    }

    @Test
    void shouldKeepUnknownPlaceholders() {
        var template = new Template("a: ${ALERTMANAGER} b: $1 c: ${1} d: {{ $value }} e: ${OTHER}");

        assertThat(template.fill(Map.of("ALERTMANAGER", "x$1")))
                .isEqualTo("a: x$1 b: $1 c: ${1} d: {{ $value }} e: ${OTHER}");
    }

    private ObservabilityFiles files() {
        var sources = Path.of(System.getProperty("fleetforge.root"), "infra/observability");
        var endpoints = new ObservabilityEndpoints(1, 2, 3, 4, 5, 6, 7, 8);
        return new ObservabilityFiles(sources, StateFiles.createFolder(folder.resolve("run")), endpoints);
    }

    private List<String> jobs() throws IOException {
        return new ObjectMapper()
                .readTree(folder.resolve("run/targets/programs.json").toFile())
                .findValuesAsText("job");
    }
}
