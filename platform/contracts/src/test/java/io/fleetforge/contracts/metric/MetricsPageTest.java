package io.fleetforge.contracts.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/metrics.md} is what the catalogue generates. After a change of it run
 * {@code mvn -pl platform/contracts test -Dfleetforge.docs.write=true} and commit the difference.
 */
class MetricsPageTest {

    private static final Path COMMITTED = Path.of(System.getProperty("fleetforge.root", "../.."), "docs", "metrics.md");

    @Test
    void shouldEqualCommittedPageWhenGeneratedFromCatalogue() throws IOException {
        var page = page();
        if (Boolean.getBoolean("fleetforge.docs.write")) {
            Files.writeString(COMMITTED, page);
        }

        assertThat(COMMITTED).hasContent(page);
    }

    @Test
    void shouldGiveEachMetricANameOfItsOwn() {
        assertThat(Arrays.stream(Metric.values()).map(metric -> metric.shape().exposed()))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("fleetforge(_[a-z]+)+"));
    }

    private static String page() {
        var rows = Arrays.stream(Metric.values()).map(MetricsPageTest::row).collect(Collectors.joining());
        return """
                # Metrics

                Generated from the catalogue, `io.fleetforge.contracts.metric.Metric`; `MetricsPageTest` keeps the two in step, and
                `MetricsE2E` compares it with what the running services expose. Every service serves `/metrics` on its HTTP port,
                OpenMetrics with exemplars when asked for it (`Accept: application/openmetrics-text`). Base units are seconds and
                bytes. Beside these come the standard meters of JVM, process, HTTP server and Kafka clients.

                Labels are bounded: namespace, world, topic and small enums; no id of a cell, session or player is ever one. The
                series of a world go with the world. Worlds are counted by the replica that leads: take `max by (namespace, world)`
                over the controllers and `sum by (namespace, world)` over the hosts.

                | metric | type | labels | by | meaning |
                |---|---|---|---|---|
                %s
                Buckets of histograms, in seconds:

                | metric | upper bounds |
                |---|---|
                %s""".formatted(rows, buckets());
    }

    private static String row(Metric metric) {
        var shape = metric.shape();
        return "| `%s` | %s | %s | %s | %s |%n"
                .formatted(
                        shape.exposed(),
                        shape.type().name().toLowerCase(Locale.ROOT),
                        String.join(", ", metric.labels()),
                        metric.services().stream().sorted().map(Service::job).collect(Collectors.joining(", ")),
                        metric.meaning());
    }

    private static String buckets() {
        return Arrays.stream(Metric.values())
                .map(Metric::shape)
                .filter(shape -> shape.type() == Shape.Type.HISTOGRAM)
                .map(shape -> "| `%s` | %s |%n"
                        .formatted(
                                shape.exposed(),
                                shape.buckets().stream()
                                        .map(MetricsPageTest::seconds)
                                        .collect(Collectors.joining(", "))))
                .collect(Collectors.joining());
    }

    private static String seconds(Duration bound) {
        return BigDecimal.valueOf(bound.toNanos(), 9).stripTrailingZeros().toPlainString();
    }
}
