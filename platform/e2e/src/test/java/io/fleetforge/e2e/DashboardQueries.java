package io.fleetforge.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Every PromQL query of the dashboards, with all namespaces and worlds selected. */
final class DashboardQueries {

    private static final Map<String, String> VARIABLE_VALUES = Map.of(
            "$namespace", ".*",
            "$world", ".*",
            "$node", ".*",
            "$instance", ".*",
            "$job", ".*",
            "$__rate_interval", "1m",
            "$__interval", "15s",
            "$__range", "15m");

    private static final Pattern LABEL_VALUES = Pattern.compile("^label_values\\((.*), *[a-z_]+\\)$");

    private DashboardQueries() {}

    /** The queries, by dashboard and panel. */
    static Map<String, String> in(Path folder) throws IOException {
        var queries = new TreeMap<String, String>();
        try (var files = Files.newDirectoryStream(folder, "*.json")) {
            for (var file : files) {
                var dashboard = new ObjectMapper().readTree(file.toFile());
                var name = file.getFileName().toString();
                collect(name, dashboard.path("panels"), queries);
                for (var annotation : dashboard.at("/annotations/list")) {
                    add(name + " / annotation " + annotation.path("name").asText(), annotation.path("expr"), queries);
                }
                for (var variable : dashboard.at("/templating/list")) {
                    var query = variable.path("query");
                    add(
                            name + " / variable " + variable.path("name").asText(),
                            query.isObject() ? query.path("query") : query,
                            queries);
                }
            }
        }
        return queries;
    }

    private static void collect(String file, JsonNode panels, Map<String, String> queries) {
        for (var panel : panels) {
            for (var target : panel.path("targets")) {
                add(
                        file + " / " + panel.path("title").asText() + " / "
                                + target.path("refId").asText(),
                        target.path("expr"),
                        queries);
            }
            collect(file, panel.path("panels"), queries);
        }
    }

    /** A variable that lists data sources has their type as its query. */
    private static void add(String what, JsonNode query, Map<String, String> queries) {
        var asked = LABEL_VALUES.matcher(query.asText()).replaceFirst("$1");
        if (!asked.isEmpty() && !asked.equals("prometheus")) {
            queries.put(what, substitute(asked));
        }
    }

    private static String substitute(String expression) {
        var query = expression;
        for (var name : List.copyOf(new TreeMap<>(VARIABLE_VALUES).descendingKeySet())) {
            query = query.replace(name, VARIABLE_VALUES.get(name))
                    .replace("${" + name.substring(1) + "}", VARIABLE_VALUES.get(name));
        }
        return query;
    }
}
