package io.fleetforge.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests from an OpenAPI document: mostly what the document describes, each part now and then something else. The
 * same seed makes the same requests.
 */
final class RequestGenerator {

    private static final int MAX_DEPTH = 8;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    /** Texts that break careless readers: control characters, other scripts, very long, markup, paths, dates. */
    private static final List<String> ODD = List.of(
            "\u0001",
            "a\nb",
            "a\u0000b",
            "größe",
            "\u202e\uD83D\uDE00",
            " ",
            "A_B",
            "-",
            "a".repeat(300),
            "<b>&amp;\"'",
            "%",
            "..a",
            "null",
            "-1",
            "1e999",
            "NaN",
            "+1000000000-12-31T23:59:59Z",
            "0000-00-00T00:00:00Z",
            "bm9uZQ",
            "{\"v\":1}");

    private final ApiDocument document;
    private final Random random;
    private final Map<String, List<String>> known;

    /** One request; {@code body} is null for none. */
    record Request(
            String method,
            String path,
            String query,
            Map<String, String> headers,
            @Nullable String body) {}

    /**
     * @param known values by the name of a parameter or a field, of which one is taken mostly
     */
    RequestGenerator(ApiDocument document, long seed, Map<String, List<String>> known) {
        this.document = document;
        this.random = new Random(seed);
        this.known = known;
    }

    /** The next request. */
    Request next() {
        var operations = document.operations();
        var operation = operations.get(random.nextInt(operations.size()));
        var query = new ArrayList<String>();
        var headers = new TreeMap<String, String>();
        for (var parameter : operation.node().path("parameters")) {
            var name = parameter.path("name").asText();
            if (oneIn(3) && !parameter.path("required").asBoolean()) {
                continue;
            }
            var value = text(name, parameter.path("schema"));
            switch (parameter.path("in").asText()) {
                case "query" -> query.add(name + "=" + encoded(value));
                case "header" -> headers.put(name, visible(value));
                default -> {}
            }
        }
        var body = body(operation);
        if (body != null) {
            headers.put("Content-Type", oneIn(30) ? "text/plain" : "application/json");
        }
        if (oneIn(30)) {
            headers.put("Accept", "text/csv");
        }
        return new Request(operation.method(), path(operation), String.join("&", query), headers, body);
    }

    private String path(ApiDocument.Operation operation) {
        return PARAMETER.matcher(operation.path()).replaceAll(match -> {
            var value = encoded(text(match.group(1), JSON.objectNode())).replace("%2F", "~");
            // A dot segment or an empty one is another path.
            return Matcher.quoteReplacement(value.isBlank() || value.matches("\\.+") ? "x" : value);
        });
    }

    private String text(String name, JsonNode schema) {
        var values = known.getOrDefault(name, List.of());
        if (!values.isEmpty() && !oneIn(4)) {
            return pick(values);
        }
        return oneIn(2) ? pick(ODD) : value(name, schema, 0).asText();
    }

    private @Nullable String body(ApiDocument.Operation operation) {
        var schema = document.bodyOf(operation);
        if (schema.isMissingNode()) {
            return null;
        }
        return switch (random.nextInt(20)) {
            case 0 -> "";
            case 1 -> "{";
            case 2 -> "[null]";
            case 3 -> "null";
            case 4 -> "{\"unknown\":1,\"unknown\":2}";
            default -> value("", schema, 0).toString();
        };
    }

    private JsonNode value(String name, JsonNode reference, int depth) {
        var schema = document.resolve(reference);
        var values = known.getOrDefault(name, List.of());
        if (!values.isEmpty() && !oneIn(20)) {
            return JSON.textNode(pick(values));
        }
        if (oneIn(25) || depth > MAX_DEPTH) {
            return odd();
        }
        if (schema.has("enum")) {
            return schema.path("enum").path(random.nextInt(schema.path("enum").size()));
        }
        var type = schema.path("type").isArray() ? schema.path("type").path(0) : schema.path("type");
        return switch (type.asText("string")) {
            case "object" -> object(schema, depth);
            case "array" -> array(name, schema, depth);
            case "integer" -> JSON.numberNode(integer());
            case "number" -> JSON.numberNode(number());
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            default -> JSON.textNode(oneIn(6) ? pick(ODD) : "text-" + random.nextInt(1000));
        };
    }

    private ObjectNode object(JsonNode schema, int depth) {
        var object = JSON.objectNode();
        schema.path("properties").properties().forEach(property -> {
            if (known.containsKey(property.getKey()) || !oneIn(4)) {
                object.set(property.getKey(), value(property.getKey(), property.getValue(), depth + 1));
            }
        });
        if (schema.path("additionalProperties").isObject()) {
            for (var i = random.nextInt(4); i > 0; i--) {
                object.set(oneIn(5) ? pick(ODD) : "key" + i, value("", schema.path("additionalProperties"), depth + 1));
            }
        }
        if (oneIn(20)) {
            object.put("unknownField", 1);
        }
        return object;
    }

    private JsonNode array(String name, JsonNode schema, int depth) {
        var array = JSON.arrayNode();
        for (var i = random.nextInt(4); i > 0; i--) {
            array.add(value(name + "[]", schema.path("items"), depth + 1));
        }
        return array;
    }

    private JsonNode odd() {
        return switch (random.nextInt(7)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.numberNode(-1);
            case 2 -> JSON.numberNode(1.5);
            case 3 -> JSON.booleanNode(true);
            case 4 -> JSON.arrayNode().add("x");
            case 5 -> JSON.objectNode().put("x", 1);
            default -> JSON.textNode(pick(ODD));
        };
    }

    private long integer() {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> Integer.MAX_VALUE;
            case 3 -> Long.MAX_VALUE;
            default -> 1 + random.nextInt(600);
        };
    }

    private double number() {
        return switch (random.nextInt(6)) {
            case 0 -> -1e300;
            case 1 -> Double.MIN_VALUE;
            default -> random.nextInt(1000);
        };
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A client sends no control characters in headers. */
    private static String visible(String value) {
        return value.replaceAll("[^ -~]", "?").strip();
    }
}
