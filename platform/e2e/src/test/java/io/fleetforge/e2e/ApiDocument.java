package io.fleetforge.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.testing.TestPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The committed OpenAPI document of a service, in {@code docs/api}. Immutable. */
final class ApiDocument {

    /** The services with a REST API. */
    static final List<String> SERVICES = List.of("controller-service", "cell-service", "alert-router");

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final JsonNode root;
    private final List<Operation> operations = new ArrayList<>();

    private ApiDocument(JsonNode root) {
        this.root = root;
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(entry -> METHODS.contains(entry.getKey()))
                        .forEach(entry -> operations.add(new Operation(
                                entry.getKey().toUpperCase(Locale.ROOT), path.getKey(), entry.getValue()))));
    }

    /** One method of one path, such as {@code GET /api/v1/worlds/{namespace}/{name}}. */
    record Operation(String method, String path, JsonNode node) {

        Set<Integer> statuses() {
            var statuses = new TreeSet<Integer>();
            node.path("responses").fieldNames().forEachRemaining(status -> statuses.add(Integer.parseInt(status)));
            return statuses;
        }

        String name() {
            return method + " " + path;
        }

        /** Literal parts are worth more: {@code {id}/review} is found before {@code {id}/{action}}. */
        private int literals() {
            return path.replaceAll("\\{[^}]+}", "").length();
        }

        private boolean isAt(String called) {
            var pattern = Pattern.compile("\\{[^}]+}")
                    .splitAsStream(path + " ")
                    .map(part -> Pattern.quote(part.strip()))
                    .reduce((left, right) -> left + "[^/]+" + right)
                    .orElseThrow();
            return called.matches(pattern);
        }
    }

    static Path file(String service) {
        return TestPlatform.root().resolve("docs/api").resolve(service + ".yaml");
    }

    static ApiDocument of(String service) throws IOException {
        Map<?, ?> parsed = Serialization.unmarshal(Files.readString(file(service)), Map.class);
        return new ApiDocument(new ObjectMapper().valueToTree(parsed));
    }

    List<Operation> operations() {
        return List.copyOf(operations);
    }

    /** The operation of a request, by its path without the query. */
    Optional<Operation> find(String method, String path) {
        return operations.stream()
                .filter(operation -> operation.method().equals(method) && operation.isAt(path))
                .max(java.util.Comparator.comparingInt(Operation::literals));
    }

    /** The schema of the operation's body; missing when it has none. */
    JsonNode bodyOf(Operation operation) {
        var content = operation.node().path("requestBody").path("content");
        return content.isEmpty()
                ? MissingNode.getInstance()
                : resolve(content.iterator().next().path("schema"));
    }

    /** The schema itself, or the one it refers to. */
    JsonNode resolve(JsonNode schema) {
        var reference = schema.path("$ref").asText("");
        if (!reference.isEmpty()) {
            return resolve(root.at(reference.substring(1)));
        }
        for (var choice : List.of("anyOf", "oneOf", "allOf")) {
            if (schema.path(choice).size() > 0) {
                return resolve(schema.path(choice).path(0));
            }
        }
        return schema;
    }
}
