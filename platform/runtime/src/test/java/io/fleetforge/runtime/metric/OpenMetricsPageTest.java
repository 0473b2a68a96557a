package io.fleetforge.runtime.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenMetricsPageTest {

    @Test
    void shouldKeepExemplarsWherePrometheusAcceptsThem() {
        var page = """
                # TYPE a_seconds histogram
                # HELP a_seconds Has a # {brace} in its text
                a_seconds_bucket{le="1.0"} 1.0 # {span_id="x",trace_id="y"} 0.5 1795.1
                a_seconds_count{l="#"} 1.0 # {span_id="x",trace_id="y"} 1.0 1795.1
                a_seconds_sum{l="#"} 0.5
                b_total 3.0 # {span_id="x",trace_id="y"} 1.0 1795.1
                c{text="a # {b}"} 3.0
                # EOF
                """;

        assertThat(OpenMetricsPage.withoutMisplacedExemplars(page))
                .isEqualTo(page.replace(
                        "a_seconds_count{l=\"#\"} 1.0 # {span_id=\"x\",trace_id=\"y\"} 1.0 1795.1",
                        "a_seconds_count{l=\"#\"} 1.0"));
    }
}
