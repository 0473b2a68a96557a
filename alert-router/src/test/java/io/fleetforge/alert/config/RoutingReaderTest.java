package io.fleetforge.alert.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.route.Route;
import io.fleetforge.testing.TestPlatform;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingReaderTest {

    private static final String FILE = """
            global: {resolve_timeout: 5m}
            route:
              receiver: everybody
              group_by: [alertname, world]
              group_wait: 10s
              repeat_interval: 1h30m
              routes:
                - matchers: ['severity="P1"']
                  receiver: pager
                  continue: true
                  group_by: ['...']
                - match: {team: worlds}
                  mute_time_intervals: [night]
                  routes:
                    - match_re: {world: "a.*|b"}
                      group_interval: 1m
                - matchers: ['severity="P1"']
                  receiver: chat
            receivers:
              - name: everybody
                webhook_configs: [{url: "http://example.invalid/"}]
              - name: pager
              - name: chat
            inhibit_rules:
              - source_matchers: ['severity="P1"']
                target_matchers: ['severity="P2"']
                equal: [world]
            time_intervals:
              - name: night
                time_intervals:
                  - times: [{start_time: "22:00", end_time: "24:00"}, {start_time: "00:00", end_time: "06:00"}]
                    weekdays: ["monday:friday"]
                    location: Europe/Berlin
                  - months: ["december:december"]
                    days_of_month: ["-7:-1"]
            """;

    @Test
    void shouldLetChildrenInheritWhatTheyDoNotSay() throws Exception {
        var routing = RoutingReader.read(FILE);

        var deep = only(routing.tree(), Map.of("team", "worlds", "world", "abc"));
        assertThat(deep.settings().receiver()).isEqualTo("everybody");
        assertThat(deep.settings().timing().groupWait()).isEqualTo(Duration.ofSeconds(10));
        assertThat(deep.settings().timing().groupInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(deep.settings().timing().repeatInterval()).isEqualTo(Duration.ofMinutes(90));
        assertThat(deep.settings().mutedDuring()).as("times are not inherited").isEmpty();
        assertThat(deep.key()).isEqualTo("{}/{team=\"worlds\"}/{world=~\"a.*|b\"}");
        assertThat(only(routing.tree(), Map.of("team", "worlds")).settings().mutedDuring())
                .containsExactly("night");
    }

    @Test
    void shouldGiveSiblingsWithEqualMatchersKeysOfTheirOwn() throws Exception {
        var found = RoutingReader.read(FILE).tree().match(LabelSet.of(Map.of("severity", "P1")));

        assertThat(found).extracting(route -> route.settings().receiver()).containsExactly("pager", "chat");
        assertThat(found).extracting(Route::key).doesNotHaveDuplicates();
    }

    @Test
    void shouldReadTimesAndInhibition() throws Exception {
        var routing = RoutingReader.read(FILE);

        var night = routing.intervals().get("night");
        assertThat(night).hasSize(2);
        assertThat(night.getFirst().contains(Instant.parse("2026-11-26T21:30:00Z")))
                .isTrue();
        assertThat(night.getFirst().contains(Instant.parse("2026-11-26T12:00:00Z")))
                .isFalse();
        assertThat(night.getLast().contains(Instant.parse("2026-12-26T12:00:00Z")))
                .isTrue();
        assertThat(routing.inhibitRules())
                .singleElement()
                .satisfies(rule -> assertThat(rule.equal()).containsExactly("world"));
    }

    @ParameterizedTest
    @CsvSource({
        "sunday:tuesday, 2026-11-24, true",
        "sunday:tuesday, 2026-11-25, false",
        "saturday:sunday, 2026-11-29, true"
    })
    void shouldTakeWeekdaysOverTheEndOfAWeek(String weekdays, String day, boolean expected) throws Exception {
        var routing = RoutingReader.read(FILE.replace("monday:friday", weekdays));

        assertThat(routing.intervals().get("night").getFirst().contains(Instant.parse(day + "T22:30:00Z")))
                .isEqualTo(expected);
    }

    @Test
    void shouldReadTheConfigurationOfTheAlertmanagerBesideIt() throws Exception {
        var file = TestPlatform.root().resolve("infra/observability/base/alertmanager-config.yaml");

        var routing = RoutingReader.read(Files.readString(file));

        assertThat(routing.receivers()).containsOnlyKeys("alert-router");
        assertThat(routing.inhibitRules()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "receiver: pager ; receiver: nobody ; line 9: receiver 'nobody' is not there",
                "group_wait: 10s ; group_wait: soon ; line 5: group_wait: 'soon' is no duration",
                "group_wait: 10s ; group_wiat: 10s ; line 5: 'group_wiat' is unknown",
                "group_wait: 10s ; group_interval: 0s ; line 5: group_interval is above 0s",
                "['...'] ; ['...', world] ; line 11: group_by: '...' stands for all",
                "[night] ; [day] ; line 13: time interval 'day' is not there",
                "\"a.*|b\" ; \"a(\" ; line 15: match: the expression for world",
                "- name: chat ; - name: pager ; line 23: receiver 'pager' is there twice",
                "Europe/Berlin ; Mars/Olympus ; line 33: location: 'Mars/Olympus' is no time zone",
                "monday:friday ; mon:fri ; line 32: weekdays: 'mon' is no weekday",
                "\"22:00\" ; \"25:00\" ; line 31: start_time: '25:00' is no time",
                "-7:-1 ; 0:3 ; line 35: days_of_month: days of a month",
            })
    void shouldSayOnWhichLineWhatIsWrong(String old, String bad, String expected) {
        var yaml = FILE.replaceFirst(java.util.regex.Pattern.quote(old), java.util.regex.Matcher.quoteReplacement(bad));

        assertThat(yaml).isNotEqualTo(FILE);
        assertThatThrownBy(() -> RoutingReader.read(yaml))
                .isInstanceOf(BadConfigException.class)
                .hasMessageStartingWith(expected);
    }

    @ParameterizedTest
    @CsvSource({"''", "'route: {receiver: a}'", "'receivers: []'", "'[1, 2]'", "'route: ['"})
    void shouldRefuseWhatIsNoRoutingFile(String yaml) {
        assertThatThrownBy(() -> RoutingReader.read(yaml)).isInstanceOf(BadConfigException.class);
    }

    private static Route only(Route tree, Map<String, String> labels) {
        var found = tree.match(LabelSet.of(labels));
        assertThat(found).hasSize(1);
        return List.copyOf(found).getFirst();
    }
}
