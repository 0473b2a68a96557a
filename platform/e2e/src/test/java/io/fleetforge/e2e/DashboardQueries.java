package io.fleetforge.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every PromQL of the dashboards, as a person who chose all namespaces and worlds would send it. */
final class DashboardQueries {

    private static final Map<String, String> CHOSEN = Map.of(
            "$namespace", ".*",
            "$world", ".*",
            "$node", ".*",
            "$instance", ".*",
            "$job", ".*",
            "$__rate_interval", "1m",
            "$__interval", "15s",
            "$__range", "15m");

    private DashboardQueries() {}

    /** The queries, by dashboard and panel. */
    static Map<String, String> in(Path folder) throws IOException {
        var queries = new TreeMap<String, String>();
        try (var files = Files.newDirectoryStream(folder, "*.json")) {
            for (var file : files) {
                var dashboard = new ObjectMapper().readTree(file.toFile()).path("dashboard");
                collect(file.getFileName().toString(), dashboard.path("panels"), queries);
            }
        }
        return queries;
    }

    private static void collect(String file, JsonNode panels, Map<String, String> queries) {
        for (var panel : panels) {
            for (var target : panel.path("targets")) {
                var expression = target.path("expr").asText();
                if (!expression.isEmpty()) {
                    queries.put(
                            file + " / " + panel.path("title").asText() + " / "
                                    + target.path("refId").asText(),
                            chosen(expression));
                }
            }
            collect(file, panel.path("panels"), queries);
        }
    }

    private static String chosen(String expression) {
        var query = expression;
        for (var name : List.copyOf(new TreeMap<>(CHOSEN).descendingKeySet())) {
            query = query.replace(name, CHOSEN.get(name)).replace("${" + name.substring(1) + "}", CHOSEN.get(name));
        }
        return query;
    }
}
