package io.fleetforge.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** The traces in which a correlation id occurs, as trees by parent; {@link #toString} draws them. */
final class SpanForest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<Node> roots = new ArrayList<>();
    private final List<Node> orphans = new ArrayList<>();

    private SpanForest() {}

    /** One span and its descendants. */
    record Node(String service, String name, long startNs, List<Node> children) {

        boolean is(String wantedService, String wantedName) {
            return service.equals(wantedService) && name.equals(wantedName);
        }

        /** The first such span at or below this one. */
        Optional<Node> find(String wantedService, String wantedName) {
            return all(wantedService, wantedName).stream().findFirst();
        }

        /** Every such span at or below this one. */
        List<Node> all(String wantedService, String wantedName) {
            var found = new ArrayList<Node>();
            if (is(wantedService, wantedName)) {
                found.add(this);
            }
            children.forEach(child -> found.addAll(child.all(wantedService, wantedName)));
            return found;
        }

        private void draw(String indent, StringBuilder text) {
            text.append("%s%s: %s%n".formatted(indent, service, name));
            children.forEach(child -> child.draw(indent + "  ", text));
        }
    }

    /** Reads what an {@link io.fleetforge.local.telemetry.OtlpReceiver} wrote. */
    static SpanForest read(Path file, String correlation) throws IOException {
        var all = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(file)) {
            all.add(MAPPER.readTree(line));
        }
        var traces = new LinkedHashSet<String>();
        for (var span : all) {
            if (span.at("/attributes/correlation_id").asText().equals(correlation)) {
                traces.add(span.path("traceId").asText());
            }
        }
        return new SpanForest()
                .plant(all.stream()
                        .filter(span -> traces.contains(span.path("traceId").asText()))
                        .toList());
    }

    /** An exporter without an answer sends a batch again, so a span may be present twice. */
    private SpanForest plant(List<JsonNode> spans) {
        var once = new LinkedHashMap<String, JsonNode>();
        spans.forEach(span -> once.put(span.path("spanId").asText(), span));
        var nodes = new LinkedHashMap<String, Node>();
        once.forEach((id, span) -> nodes.put(
                id,
                new Node(
                        span.path("service").asText(),
                        span.path("name").asText(),
                        span.path("startUnixNano").asLong(),
                        new ArrayList<>())));
        for (var span : once.entrySet()) {
            var node = nodes.get(span.getKey());
            var parent = span.getValue().path("parentSpanId").asText();
            if (parent.isEmpty()) {
                roots.add(node);
            } else if (nodes.containsKey(parent)) {
                nodes.get(parent).children().add(node);
            } else {
                orphans.add(node);
            }
        }
        return this;
    }

    List<Node> roots() {
        return roots;
    }

    /** Spans whose parent has not arrived yet. */
    List<Node> orphans() {
        return orphans;
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        roots.forEach(root -> root.draw("", text));
        orphans.forEach(orphan -> orphan.draw("(no parent) ", text));
        return text.toString();
    }
}
