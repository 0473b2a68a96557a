package io.fleetforge.local.observability;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.StateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Renders the PrometheusRule objects of a cluster as plain rule files. */
final class AlertRules {

    private static final YAMLMapper YAML = new YAMLMapper();

    private AlertRules() {}

    /**
     * Writes the specs of all objects in {@code source} to {@code target}, one file per file; no rules when the folder does not
     * exist.
     */
    static void render(Path source, Path target) {
        StateFiles.deleteFolder(target);
        StateFiles.createFolder(target);
        if (!Files.isDirectory(source)) {
            return;
        }
        try (var files = Files.newDirectoryStream(source, "*.yaml")) {
            for (var file : files) {
                var groups = YAML.createObjectNode();
                objects(file).stream()
                        .filter(object -> object.path("kind").asText().equals("PrometheusRule"))
                        .forEach(object -> groups.withArray("groups")
                                .addAll((ArrayNode) object.path("spec").withArray("groups")));
                if (groups.has("groups")) {
                    StateFiles.write(target.resolve(file.getFileName().toString()), YAML.writeValueAsString(groups));
                }
            }
        } catch (IOException e) {
            throw new PlatformException("cannot read the rules in " + source + ": " + e.getMessage(), e);
        }
    }

    private static List<JsonNode> objects(Path file) throws IOException {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile())) {
            return documents.readAll();
        }
    }
}
