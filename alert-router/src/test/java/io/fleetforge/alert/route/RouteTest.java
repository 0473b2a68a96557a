package io.fleetforge.alert.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.model.Matchers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RouteTest {

    private final Route tree = node(
            "",
            "root",
            false,
            node("severity=P1", "pager", true),
            node("team=~\"a|b\"", "team", false, node("team=a", "team-a", false), node("team=b", "team-b", false)),
            node("severity=~\"P1|P2\"", "chat", false));

    @Test
    void shouldSelectTheDeepestNodeOfTheFirstMatchingChild() {
        assertThat(receivers("team", "a")).containsExactly("team-a");
        assertThat(receivers("team", "b", "severity", "P2")).containsExactly("team-b");
        assertThat(receivers("severity", "P2")).containsExactly("chat");
    }

    @Test
    void shouldMatchLaterSiblingsWhenRouteContinues() {
        assertThat(receivers("severity", "P1")).containsExactly("pager", "chat");
        assertThat(receivers("severity", "P1", "team", "a")).containsExactly("pager", "team-a");
    }

    @Test
    void shouldSelectTheRootWhenNoChildMatches() {
        assertThat(receivers("severity", "P4")).containsExactly("root");
    }

    @Test
    void shouldGroupByTheNamedLabelsOrByAll() {
        var labels = LabelSet.of(Map.of("alertname", "HostDown", "world", "starter", "host", "starter-0"));

        assertThat(new Grouping.By(Set.of("alertname", "world", "missing")).of(labels))
                .isEqualTo(LabelSet.of(Map.of("alertname", "HostDown", "world", "starter")));
        assertThat(new Grouping.By(Set.of()).of(labels)).isEqualTo(LabelSet.EMPTY);
        assertThat(new Grouping.ByAll().of(labels)).isEqualTo(labels);
    }

    private List<String> receivers(String... labels) {
        var values = new java.util.TreeMap<String, String>();
        for (var i = 0; i < labels.length; i += 2) {
            values.put(labels[i], labels[i + 1]);
        }
        return tree.match(new LabelSet(values)).stream()
                .map(route -> route.settings().receiver())
                .toList();
    }

    private static Route node(String matchers, String receiver, boolean continues, Route... children) {
        var parsed = Matchers.parse(matchers);
        return new Route(
                Route.keyOf("", parsed),
                parsed,
                continues,
                new Settings(receiver, new Grouping.By(Set.of()), Settings.Timing.DEFAULT, List.of(), List.of()),
                List.of(children));
    }
}
