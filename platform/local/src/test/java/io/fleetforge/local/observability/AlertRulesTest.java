package io.fleetforge.local.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertRulesTest {

    @TempDir
    Path folder;

    private Path source;
    private Path target;

    @BeforeEach
    void prepare() throws IOException {
        source = Files.createDirectory(folder.resolve("source"));
        target = folder.resolve("target");
    }

    @Test
    void shouldWriteTheGroupsOfEveryObjectOfAFile() throws IOException {
        Files.writeString(source.resolve("cells.yaml"), """
                apiVersion: monitoring.coreos.com/v1
                kind: PrometheusRule
                metadata: {name: a}
                spec:
                  groups:
                    - name: first
                      rules: [{alert: Down, expr: "up == 0", for: 1m}]
                ---
                apiVersion: monitoring.coreos.com/v1
                kind: PrometheusRule
                metadata: {name: b}
                spec:
                  groups: [{name: second, rules: []}]
                """);

        AlertRules.render(source, target);

        var rules = new YAMLMapper().readTree(target.resolve("cells.yaml").toFile());
        assertThat(rules.path("groups").findValuesAsText("name")).containsExactly("first", "second");
        assertThat(rules.at("/groups/0/rules/0/expr").asText()).isEqualTo("up == 0");
        assertThat(rules.has("kind")).isFalse();
    }

    @Test
    void shouldSkipOtherKindsAndDeletePreviousFiles() throws IOException {
        Files.createDirectory(target);
        Files.writeString(target.resolve("old.yaml"), "groups: []");
        Files.writeString(source.resolve("kustomization.yaml"), "kind: Kustomization\nresources: [cells.yaml]\n");

        AlertRules.render(source, target);

        assertThat(target).isEmptyDirectory();
    }

    @Test
    void shouldRenderNothingWhenTheFolderIsMissing() {
        AlertRules.render(folder.resolve("none"), target);

        assertThat(target).isEmptyDirectory();
    }
}
