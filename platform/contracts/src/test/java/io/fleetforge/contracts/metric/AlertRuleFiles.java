package io.fleetforge.contracts.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The rules of {@code infra/observability} as typed objects, their unit tests, and the queries of dashboards and runbooks.
 *
 * @param root the checkout
 */
record AlertRuleFiles(Path root) {

    private static final YAMLMapper YAML = new YAMLMapper();

    /** A severity in which an alert fires. */
    record Firing(String alert, String severity) {}

    /** One {@code alert_rule_test}: the severities in which the alert fires at that moment; empty when it is silent. */
    record Moment(String alert, Set<String> severities) {}

    Path runbooks() {
        return root.resolve("docs/runbooks");
    }

    List<Path> ruleFiles() throws IOException {
        return files("infra/observability/base/rules", "*.yaml");
    }

    List<Path> testFiles() throws IOException {
        return files("infra/observability/tests", "*.yaml");
    }

    PrometheusRule read(Path ruleFile) throws IOException {
        return YAML.readValue(ruleFile.toFile(), PrometheusRule.class);
    }

    /** The rules that are alerts. */
    List<Rule> alerts() throws IOException {
        var alerts = new ArrayList<Rule>();
        for (var file : ruleFiles()) {
            read(file).getSpec().getGroups().stream()
                    .flatMap(group -> group.getRules().stream())
                    .filter(rule -> rule.getAlert() != null)
                    .forEach(alerts::add);
        }
        return alerts;
    }

    Set<Firing> firings() throws IOException {
        var firings = new HashSet<Firing>();
        for (var alert : alerts()) {
            firings.add(new Firing(
                    alert.getAlert(), String.valueOf(alert.getLabels().get("severity"))));
        }
        return firings;
    }

    /** The moments of all unit tests. */
    List<Moment> moments() throws IOException {
        var moments = new ArrayList<Moment>();
        for (var file : testFiles()) {
            for (var test : YAML.readTree(file.toFile()).path("tests")) {
                for (var moment : test.path("alert_rule_test")) {
                    var severities = new TreeSet<String>();
                    moment.path("exp_alerts")
                            .forEach(alert -> severities.add(
                                    alert.at("/exp_labels/severity").asText()));
                    moments.add(new Moment(moment.path("alertname").asText(), severities));
                }
            }
        }
        return moments;
    }

    /** Runbooks of alerts, as paths from the root. */
    Set<String> namedRunbooks() throws IOException {
        var named = new TreeSet<String>();
        for (var alert : alerts()) {
            var runbook = alert.getAnnotations().get("runbook_url");
            if (runbook != null) {
                named.add(runbook);
            }
        }
        return named;
    }

    /** Existing runbooks, as paths from the root. */
    Set<String> runbookPages() throws IOException {
        var pages = new TreeSet<String>();
        files("docs/runbooks", "*.md").stream()
                .map(page -> root.relativize(page).toString())
                .filter(page -> !page.endsWith("/index.md"))
                .forEach(pages::add);
        return pages;
    }

    /** PromQL of dashboards and runbooks, with their variables replaced by values that fit. */
    List<String> queries() throws IOException {
        var queries = new ArrayList<String>();
        for (var dashboard : files("infra/observability/dashboards", "*.json")) {
            StreamSupport.stream(
                            new ObjectMapper()
                                    .readTree(dashboard.toFile())
                                    .findValues("expr")
                                    .spliterator(),
                            false)
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::textValue)
                    .forEach(queries::add);
        }
        for (var runbook : files("docs/runbooks", "*.md")) {
            var inQuery = false;
            for (var line : Files.readAllLines(runbook)) {
                if (line.startsWith("```")) {
                    inQuery = line.startsWith("```promql");
                } else if (inQuery) {
                    queries.add(line);
                }
            }
        }
        return queries.stream()
                .map(query -> query.replace("$__rate_interval", "1m").replaceAll("\\$[a-z]*", ".*"))
                .toList();
    }

    private List<Path> files(String folder, String glob) throws IOException {
        var files = new ArrayList<Path>();
        try (var found = Files.newDirectoryStream(root.resolve(folder), glob)) {
            found.forEach(files::add);
        }
        files.sort(null);
        return files;
    }

    /** Writes the rules as plain Prometheus rule files, the specs of the objects, to {@code folder}. */
    List<Path> extract(Path folder) throws IOException {
        var written = new ArrayList<Path>();
        for (var file : ruleFiles()) {
            var target = folder.resolve(Objects.requireNonNull(file.getFileName()));
            YAML.writeValue(target.toFile(), read(file).getSpec());
            written.add(target);
        }
        return written;
    }

    /** Writes each query as a recording rule, so that promtool parses it. */
    static Path writeQueries(List<String> queries, Path file) throws IOException {
        var rules = YAML.createArrayNode();
        for (var query : queries) {
            rules.addObject().put("record", "query_" + rules.size()).put("expr", query);
        }
        var root = YAML.createObjectNode();
        root.putArray("groups").addObject().put("name", "queries").set("rules", rules);
        YAML.writeValue(file.toFile(), root);
        return file;
    }

    static Stream<String> names(List<Rule> alerts) {
        return alerts.stream().map(Rule::getAlert).distinct();
    }
}
