package io.fleetforge.contracts.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The dashboards in the forms that Grafana accepts: the stored files are dashboards, which provisioning, its sidecar and the page
 * Import accept; {@code api} has them as requests of the HTTP API. After a change of a dashboard run
 * {@code mvn -pl platform/contracts test -Dfleetforge.docs.write=true} and commit the difference.
 */
class DashboardsTest {

    private static final Path OBSERVABILITY =
            Path.of(System.getProperty("fleetforge.root", "../.."), "infra", "observability");

    private static final Path DASHBOARDS = OBSERVABILITY.resolve("dashboards");
    private static final String CONFIG_MAP = "grafana-dashboards";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();

    /** What Grafana requires of a dashboard, and what must not be set. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Dashboard(String uid, String title, Integer id, List<Panel> panels, Object dashboard) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Panel(int id, String type) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Kustomization(List<Generator> configMapGenerator) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Generator(String name, List<String> files, Options options) {}

    record Options(boolean disableNameSuffixHash, Map<String, String> labels, Map<String, String> annotations) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Providers(List<Provider> providers) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Provider(@JsonProperty("options") Map<String, String> options) {}

    @Test
    void shouldStoreDashboardsThatProvisioningSidecarAndImportPageAccept() throws IOException {
        var dashboards = new ArrayList<Dashboard>();
        for (var file : files()) {
            dashboards.add(JSON.readValue(file.toFile(), Dashboard.class));
        }

        assertThat(dashboards).hasSize(5).allSatisfy(dashboard -> {
            assertThat(dashboard.title()).startsWith("FleetForge");
            assertThat(dashboard.panels())
                    .isNotEmpty()
                    .allSatisfy(panel -> assertThat(panel.type()).isNotBlank());
            assertThat(dashboard.id()).as("of a database").isNull();
            assertThat(dashboard.dashboard()).as("a request of the API").isNull();
        });
        assertThat(dashboards).extracting(Dashboard::uid).doesNotHaveDuplicates();
    }

    @Test
    void shouldEqualTheRequestsOfTheApiWhenGenerated() throws IOException {
        var api = DASHBOARDS.resolve("api");
        for (var file : files()) {
            var request = request(file);
            var committed = api.resolve(file.getFileName());
            if (Boolean.getBoolean("fleetforge.docs.write")) {
                Files.createDirectories(api);
                Files.writeString(committed, request);
            }

            assertThat(committed).hasContent(request);
        }
        assertThat(jsonFiles(api)).hasSameSizeAs(files());
    }

    @Test
    void shouldLabelAllDashboardsForTheSidecar() throws IOException {
        var generators = YAML.readValue(DASHBOARDS.resolve("kustomization.yaml").toFile(), Kustomization.class)
                .configMapGenerator();

        assertThat(generators).singleElement().satisfies(generator -> {
            assertThat(generator.name()).isEqualTo(CONFIG_MAP);
            assertThat(generator.files())
                    .containsExactlyInAnyOrderElementsOf(files().stream()
                            .map(file -> file.getFileName().toString())
                            .toList());
            assertThat(generator.options().labels()).containsEntry("grafana_dashboard", "1");
            // A second ConfigMap beside the first would provide every dashboard twice.
            assertThat(generator.options().disableNameSuffixHash()).isTrue();
            assertThat(generator.options().annotations())
                    .as("the dashboards have ${datasource}, which Flux would replace by nothing")
                    .containsEntry("kustomize.toolkit.fluxcd.io/substitute", "disabled");
        });
    }

    /** Nothing between the stored file and Grafana can fail on its formatting. */
    @Test
    void shouldMountTheStoredFilesWhereGrafanaReadsThem() throws IOException {
        var grafana = objects("base/grafana.yaml").stream()
                .filter(Deployment.class::isInstance)
                .map(Deployment.class::cast)
                .findFirst()
                .orElseThrow()
                .getSpec()
                .getTemplate()
                .getSpec();
        var provider = YAML.readValue(
                        OBSERVABILITY.resolve("base/grafana/dashboards.yaml").toFile(), Providers.class)
                .providers()
                .getFirst();

        var volume = grafana.getVolumes().stream()
                .filter(candidate -> candidate.getConfigMap() != null
                        && CONFIG_MAP.equals(candidate.getConfigMap().getName()))
                .findFirst()
                .orElseThrow();

        assertThat(grafana.getInitContainers()).isEmpty();
        assertThat(grafana.getContainers())
                .singleElement()
                .satisfies(container -> assertThat(container.getVolumeMounts())
                        .filteredOn(mount -> mount.getName().equals(volume.getName()))
                        .singleElement()
                        .satisfies(mount -> {
                            assertThat(mount.getMountPath())
                                    .isEqualTo(provider.options().get("path"));
                            assertThat(mount.getSubPath())
                                    .as("a changed file reaches the pod")
                                    .isNull();
                        }));
    }

    private static String request(Path file) throws IOException {
        var request = JSON.createObjectNode();
        request.set("dashboard", JSON.readValue(file.toFile(), ObjectNode.class));
        request.put("folderUid", "");
        request.put("overwrite", true);
        request.put("message", "from the repository");
        return JSON.writeValueAsString(request) + "\n";
    }

    private static List<HasMetadata> objects(String file) throws IOException {
        var objects = new ArrayList<HasMetadata>();
        for (var document : Files.readString(OBSERVABILITY.resolve(file)).split("(?m)^---$")) {
            objects.add(Serialization.unmarshal(
                    new ByteArrayInputStream(document.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        }
        return objects;
    }

    private static List<Path> files() throws IOException {
        return jsonFiles(DASHBOARDS);
    }

    private static List<Path> jsonFiles(Path folder) throws IOException {
        var files = new ArrayList<Path>();
        try (var found = Files.newDirectoryStream(folder, "*.json")) {
            found.forEach(files::add);
        }
        files.sort(null);
        return files;
    }
}
