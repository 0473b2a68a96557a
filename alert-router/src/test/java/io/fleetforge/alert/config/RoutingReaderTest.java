package io.fleetforge.alert.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.oncall.User;
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
              receiver: default
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
              - name: default
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
    void shouldInheritSettingsWhenChildLeavesThemOut() throws Exception {
        var routing = RoutingReader.read(FILE);

        var deep = only(routing.tree(), Map.of("team", "worlds", "world", "abc"));
        assertThat(deep.settings().receiver()).isEqualTo("default");
        assertThat(deep.settings().timing().groupWait()).isEqualTo(Duration.ofSeconds(10));
        assertThat(deep.settings().timing().groupInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(deep.settings().timing().repeatInterval()).isEqualTo(Duration.ofMinutes(90));
        assertThat(deep.settings().muteTimes()).as("times are not inherited").isEmpty();
        assertThat(deep.key()).isEqualTo("{}/{team=\"worlds\"}/{world=~\"a.*|b\"}");
        assertThat(only(routing.tree(), Map.of("team", "worlds")).settings().muteTimes())
                .containsExactly("night");
    }

    @Test
    void shouldAssignDistinctKeysWhenSiblingsHaveEqualMatchers() throws Exception {
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

    @Test
    void shouldReadUsersSchedulesPoliciesAndHeartbeats() throws Exception {
        var routing = RoutingReader.read("""
                route: {receiver: pager}
                receivers:
                  - {name: pager, oncall_configs: [{policy: platform}]}
                  - {name: phone, webhook_configs: [{url: "https://example.org/"}]}
                users: [{name: ann, receiver: phone}, {name: bob, receiver: phone}]
                schedules:
                  - name: primary
                    rotations:
                      - {users: [ann, bob], shift_length: P1W, start: "2026-01-05T09:00", time_zone: Europe/Berlin}
                    overrides: [{user: bob, from: "2026-01-06T00:00:00Z", until: "2026-01-07T00:00:00Z"}]
                escalation_policies:
                  - {name: platform, repeats: 2, steps: [{schedules: [primary], delay: 5m}, {users: [bob], delay: 15m}]}
                heartbeats:
                  - {name: prometheus, matchers: [alertname="Watchdog"], timeout: 5m, armed_after_first: true}
                """);

        var plan = routing.onCall();
        var step = plan.policies().get("platform").steps().getFirst();
        assertThat(step.delay()).isEqualTo(Duration.ofMinutes(5));
        assertThat(plan.usersAt(step, Instant.parse("2026-01-05T08:00:00Z")))
                .extracting(User::name)
                .containsExactly("ann");
        assertThat(plan.usersAt(step, Instant.parse("2026-01-06T12:00:00Z")))
                .extracting(User::name)
                .containsExactly("bob");
        assertThat(routing.heartbeats()).singleElement().satisfies(heartbeat -> {
            assertThat(heartbeat.timeout()).isEqualTo(Duration.ofMinutes(5));
            assertThat(heartbeat.armedAfterFirst()).isTrue();
        });
    }

    @Test
    void shouldReadTheShippedRoutingFileAndTheDocumentedExample() throws Exception {
        var configMap = new YAMLMapper()
                .readTree(TestPlatform.root()
                        .resolve("infra/deploy/base/alert-routing.yaml")
                        .toFile());
        var page = Files.readString(TestPlatform.root().resolve("docs/alert-routing.md"));
        var example = page.substring(page.indexOf("```yaml\n") + "```yaml\n".length());

        assertThat(RoutingReader.read(configMap.at("/data/routing.yaml").asText())
                        .heartbeats())
                .hasSize(1);
        assertThat(RoutingReader.read(example.substring(0, example.indexOf("```")))
                        .onCall()
                        .users())
                .containsOnlyKeys("ann");
    }

    @ParameterizedTest
    @CsvSource({
        "sunday:tuesday, 2026-11-24, true",
        "sunday:tuesday, 2026-11-25, false",
        "saturday:sunday, 2026-11-29, true"
    })
    void shouldReadWeekdayRangesOverTheEndOfTheWeek(String weekdays, String day, boolean expected) throws Exception {
        var routing = RoutingReader.read(FILE.replace("monday:friday", weekdays));

        assertThat(routing.intervals().get("night").getFirst().contains(Instant.parse(day + "T22:30:00Z")))
                .isEqualTo(expected);
    }

    @Test
    void shouldReadTheConfigurationOfTheShippedAlertmanager() throws Exception {
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
                "receiver: pager ; receiver: unknown ; line 9: there is no receiver 'unknown'",
                "group_wait: 10s ; group_wait: soon ; line 5: group_wait: 'soon' is not a duration",
                "group_wait: 10s ; group_wiat: 10s ; line 5: 'group_wiat' is unknown",
                "group_wait: 10s ; group_interval: 0s ; line 5: group_interval is above 0s",
                "['...'] ; ['...', world] ; line 11: group_by: '...' stands for all",
                "[night] ; [day] ; line 13: there is no time interval 'day'",
                "\"a.*|b\" ; \"a(\" ; line 15: match: the expression for world",
                "- name: chat ; - name: pager ; line 23: receiver 'pager' is defined twice",
                "Europe/Berlin ; Mars/Olympus ; line 33: location: 'Mars/Olympus' is not a time zone",
                "monday:friday ; mon:fri ; line 32: weekdays: 'mon' is not a weekday",
                "\"22:00\" ; \"25:00\" ; line 31: start_time: '25:00' is not a time",
                "-7:-1 ; 0:3 ; line 35: days_of_month: days of a month",
            })
    void shouldNameLineAndReasonWhenFileIsInvalid(String old, String bad, String expected) {
        var yaml = FILE.replaceFirst(java.util.regex.Pattern.quote(old), java.util.regex.Matcher.quoteReplacement(bad));

        assertThat(yaml).isNotEqualTo(FILE);
        assertThatThrownBy(() -> RoutingReader.read(yaml))
                .isInstanceOf(BadConfigException.class)
                .hasMessageStartingWith(expected);
    }

    @ParameterizedTest
    @CsvSource({"''", "'route: {receiver: a}'", "'receivers: []'", "'[1, 2]'", "'route: ['"})
    void shouldRefuseFileWithoutRouteOrReceivers(String yaml) {
        assertThatThrownBy(() -> RoutingReader.read(yaml)).isInstanceOf(BadConfigException.class);
    }

    private static Route only(Route tree, Map<String, String> labels) {
        var found = tree.match(LabelSet.of(labels));
        assertThat(found).hasSize(1);
        return List.copyOf(found).getFirst();
    }
}
