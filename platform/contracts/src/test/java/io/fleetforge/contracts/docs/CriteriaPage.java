package io.fleetforge.contracts.docs;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tables of {@code docs/criteria.md}.
 *
 * @param rows criteria in the order of the page
 * @param counts counts of W, P and M by task and under {@code total}, as the page states them
 */
record CriteriaPage(List<Row> rows, Map<String, List<String>> counts) {

    private static final int CRITERIA = 108;
    private static final List<String> STATES = List.of("W", "P", "M");
    private static final String TOTAL = "total";
    private static final String COUNTS = "Counts";
    private static final Pattern TASK = Pattern.compile("[A-Z]+-\\d{3}");
    private static final Pattern HEADING = Pattern.compile("## (" + TASK + "|" + COUNTS + ")\\b.*");
    private static final Pattern CITED = Pattern.compile("`([^`]+)`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(?:#[^)]*)?\\)");

    /**
     * One criterion.
     *
     * @param state W, P or M; anything else is a problem, as is a line with other than three cells
     */
    record Row(String task, String criterion, String state, String evidence) {

        private static Row of(String task, List<String> cells) {
            return cells.size() == 3
                    ? new Row(task, cells.get(0), cells.get(1), cells.get(2))
                    : new Row(task, cells.getFirst(), "in a row of " + cells.size() + " cells", "");
        }

        private List<String> problems(SourceIndex index) {
            if (!STATES.contains(state)) {
                return List.of(named("state " + state));
            }
            if (state.equals("M")) {
                return List.of();
            }
            var cited = found(CITED, evidence);
            var links = found(LINK, evidence);
            var problems = new ArrayList<String>();
            if (state.equals("W") && cited.isEmpty() && links.isEmpty()) {
                problems.add(named("no evidence"));
            }
            cited.forEach(name -> index.problem(name).map(this::named).ifPresent(problems::add));
            links.stream()
                    .filter(link -> !Files.exists(index.root().resolve("docs").resolve(link)))
                    .forEach(link -> problems.add(named("no page " + link)));
            return problems;
        }

        private String named(String problem) {
            return "%s %s: %s".formatted(task, criterion, problem);
        }
    }

    static CriteriaPage parse(String page) {
        var rows = new ArrayList<Row>();
        var counts = new TreeMap<String, List<String>>();
        var section = "";
        for (var line : page.lines().toList()) {
            var heading = HEADING.matcher(line);
            if (line.startsWith("## ")) {
                section = heading.matches() ? heading.group(1) : "";
            } else if (line.startsWith("|")
                    && !line.matches("\\| (task|criterion) \\|.*|[|-]+")
                    && !section.isEmpty()) {
                var cells = cells(line);
                if (section.equals(COUNTS)) {
                    counts.put(task(cells.getFirst()), cells.subList(1, cells.size()));
                } else {
                    rows.add(Row.of(section, cells));
                }
            }
        }
        return new CriteriaPage(List.copyOf(rows), counts);
    }

    /** What is wrong with the page in the checkout that {@code index} covers; empty when nothing is. */
    List<String> problems(SourceIndex index) {
        var problems = new ArrayList<String>();
        if (rows.size() != CRITERIA) {
            problems.add("%d rows, not %d".formatted(rows.size(), CRITERIA));
        }
        rows.forEach(row -> problems.addAll(row.problems(index)));
        var counted = rows.stream()
                .collect(groupingBy(
                        Row::task,
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), CriteriaPage::count)));
        counted.put(TOTAL, count(rows));
        var tasks = new TreeSet<>(counts.keySet());
        tasks.addAll(counted.keySet());
        tasks.stream()
                .filter(task -> !Objects.equals(counts.get(task), counted.get(task)))
                .map(task -> "%s: counted %s, rows %s".formatted(task, counts.get(task), counted.get(task)))
                .forEach(problems::add);
        return problems;
    }

    private static List<String> count(List<Row> rows) {
        var byState = rows.stream().collect(groupingBy(Row::state, counting()));
        return STATES.stream()
                .map(state -> String.valueOf(byState.getOrDefault(state, 0L)))
                .toList();
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList();
    }

    private static String task(String cell) {
        var task = TASK.matcher(cell);
        return task.find() ? task.group() : cell;
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(result -> result.group(1))
                .filter(Predicate.not(target -> target.startsWith("http")))
                .toList();
    }
}
