package io.fleetforge.alert.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetforge.runtime.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Valid posts, and invalid ones: depth, numbers, duplicates, unknown status, missing labels, times, too many alerts.
 */
class AlertReaderTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final AlertReader reader = new AlertReader(Duration.ofMinutes(5), Duration.ofHours(24));

    @Test
    void shouldReadAWebhookOfAlertmanager() {
        var alerts = reader.webhook(bytes("""
                {"version":"4","status":"firing","receiver":"r","alerts":[
                 {"status":"firing","labels":{"alertname":"Down"},"annotations":{"summary":"s"},
                  "startsAt":"2026-01-02T03:00:00Z","endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://p/g","fingerprint":"x"},
                 {"status":"resolved","labels":{"alertname":"Up"},"startsAt":"2026-01-02T03:00:00Z","endsAt":"2026-01-02T03:01:00Z"}]}
                """), NOW);

        assertThat(alerts).hasSize(2);
        assertThat(alerts.getFirst().endsAt()).isEqualTo(NOW.plus(Duration.ofHours(24)));
        assertThat(alerts.getLast().endsAt()).isEqualTo("2026-01-02T03:01:00Z");
    }

    @Test
    void shouldReadAPostOfPrometheus() {
        var alerts = reader.api(bytes("""
                [{"labels":{"alertname":"Down"},"startsAt":"2026-01-02T03:00:00.123Z","endsAt":"2026-01-02T03:08:00Z"},
                 {"labels":{"alertname":"NoTimes"}}]
                """), NOW);

        assertThat(alerts.getFirst().endsAt()).isEqualTo("2026-01-02T03:08:00Z");
        assertThat(alerts.getLast().startsAt()).isEqualTo(NOW);
        assertThat(alerts.getLast().endsAt()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "{\"version\":\"4\",\"version\":\"4\",\"alerts\":[]}",
                "[NaN]",
                "{\"version\":\"3\",\"alerts\":[]}"
            })
    void shouldRefuseInvalidWebhook(String body) {
        assertThatThrownBy(() -> reader.webhook(bytes(body), NOW))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.status()).isEqualTo(400));
    }

    @Test
    void shouldRefuseExcessiveDepthAndNumbers() {
        var deep = "[".repeat(10_000) + "]".repeat(10_000);
        var number = "{\"version\":" + "9".repeat(1_000_000) + "}";

        assertThatThrownBy(() -> reader.api(bytes(deep), NOW)).hasMessageContaining("nesting depth");
        assertThatThrownBy(() -> reader.webhook(bytes(number), NOW)).hasMessageContaining("value length");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"labels\":{\"alertname\":\"A\"},\"status\":\"odd\"} | alerts[0].status",
                "{\"status\":\"firing\"} | alerts[0].labels.alertname",
                "{\"labels\":{\"alertname\":\"A\",\"n\":1},\"status\":\"firing\"} | alerts[0].labels.n",
                "{\"labels\":{\"alertname\":\"A\"},\"status\":\"firing\",\"startsAt\":\"soon\"} | alerts[0].startsAt",
                "7 | alerts[0]"
            })
    void shouldNameTheInvalidField(String alert, String field) {
        assertThatThrownBy(() -> reader.webhook(bytes("{\"version\":\"4\",\"alerts\":[" + alert + "]}"), NOW))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.status()).isEqualTo(400);
                    assertThat(problem.errors()).extracting("field").contains(field);
                });
    }

    @Test
    void shouldRefuseEndBeforeStartAndLimitYear9999() {
        assertThatThrownBy(() -> reader.api(
                        bytes(
                                "[{\"labels\":{\"alertname\":\"A\"},\"startsAt\":\"2026-01-02T03:00:00Z\",\"endsAt\":\"2026-01-01T03:00:00Z\"}]"),
                        NOW))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem ->
                                assertThat(problem.errors()).extracting("field").contains("[0].endsAt"));
        assertThat(reader.api(bytes("[{\"labels\":{\"alertname\":\"A\"},\"endsAt\":\"9999-12-31T23:59:59Z\"}]"), NOW)
                        .getFirst()
                        .endsAt())
                .isEqualTo("9000-01-01T00:00:00Z");
    }

    @Test
    void shouldAcceptTenThousandAlertsAndRefuseMore() {
        assertThat(reader.api(bytes(many(10_000)), NOW)).hasSize(10_000);
        assertThatThrownBy(() -> reader.api(bytes(many(10_001)), NOW))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.status()).isEqualTo(413));
    }

    @Test
    void shouldAcceptNothingWhenOneAlertIsInvalid() {
        assertThatThrownBy(() -> reader.api(bytes("[{\"labels\":{\"alertname\":\"A\"}},{}]"), NOW))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("no alert was accepted");
    }

    private static String many(int count) {
        return IntStream.range(0, count)
                .mapToObj(each -> "{\"labels\":{\"alertname\":\"A" + each + "\"}}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
