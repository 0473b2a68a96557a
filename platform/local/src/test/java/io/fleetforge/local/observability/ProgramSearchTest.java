package io.fleetforge.local.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetforge.cluster.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramSearchTest {

    @TempDir
    Path folder;

    @Test
    void shouldFindTheFirstNameThatAFolderHas() throws IOException {
        var first = Files.createDirectory(folder.resolve("first"));
        var second = Files.createDirectory(folder.resolve("second"));
        program(first.resolve("alertmanager"));
        program(second.resolve("prometheus-alertmanager"));
        Files.createFile(first.resolve("prometheus-alertmanager")); // not executable

        var found = new ProgramSearch(List.of(first, second)).find(List.of("prometheus-alertmanager", "alertmanager"));

        assertThat(found).contains(second.resolve("prometheus-alertmanager"));
    }

    @Test
    void shouldNameThePackageOfAMissingProgram() {
        var nothing = new ProgramSearch(List.of(folder));

        assertThatThrownBy(() -> ObservabilityPrograms.require(
                        nothing, "Alertmanager", List.of("alertmanager"), "prometheus-alertmanager"))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("Alertmanager is needed for --observability (found: none)")
                .hasMessageContaining("prometheus-alertmanager package");
    }

    @Test
    void shouldWarnOnlyWithoutANodeExporter() {
        var exporter = Optional.of(folder.resolve("exporter"));

        assertThat(new ObservabilityPrograms(folder, folder, exporter, folder).warnings())
                .isEmpty();
        assertThat(new ObservabilityPrograms(folder, folder, Optional.empty(), folder).warnings())
                .singleElement()
                .asString()
                .contains("prometheus-node-exporter package");
    }

    private static void program(Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}
