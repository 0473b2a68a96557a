package io.fleetforge.runtime.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetforge.contracts.metric.Metric;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Meters meters = new Meters(registry);

    @Test
    void shouldRefuseAMeterThatDiffersFromTheCatalogue() {
        assertThatThrownBy(() -> meters.counter(Metric.SCALING_DECISIONS, "result", "split"))
                .as("labels of a world and the reason are missing")
                .hasMessageContaining("SCALING_DECISIONS")
                .hasMessageContaining("reason");
        assertThatThrownBy(() -> meters.of("games", "w").counter(Metric.SCALING_DECISIONS, "result", "x", "id", "7"))
                .hasMessageContaining("id");
        assertThatThrownBy(() -> meters.timer(Metric.LEADING)).hasMessageContaining("GAUGE");
    }

    @Test
    void shouldRemoveTheSeriesOfOneWorldOnly() {
        var value = new AtomicInteger(3);
        for (var world : new String[] {"gone", "stays"}) {
            meters.of("games", world).gauge(Metric.WORLD_READY, value, AtomicInteger::get);
            assertThat(meters.of("games", world).timer(Metric.SESSION_HANDOFF)).isNotNull();
        }
        registry.counter("foreign.meter", "namespace", "games", "world", "gone");

        meters.of("games", "gone").remove();

        assertThat(registry.getMeters())
                .filteredOn(meter -> "gone".equals(meter.getId().getTag("world")))
                .extracting(meter -> meter.getId().getName())
                .containsExactly("foreign.meter");
        assertThat(registry.get("fleetforge.world.ready").gauge().getId().getTag("world"))
                .isEqualTo("stays");
        assertThatThrownBy(meters::remove).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldNotLookAtTheSeriesOfOtherWorldsToRemoveThoseOfOne() {
        var searches = new AtomicInteger();
        var counted = new SimpleMeterRegistry() {
            @Override
            public List<Meter> getMeters() {
                searches.incrementAndGet();
                return super.getMeters();
            }
        };
        var all = new Meters(counted);
        all.of("games", "gone").counter(Metric.HOST_REPLACEMENTS).increment();

        all.of("games", "gone").remove();
        all.of("games", "never-seen").remove();

        assertThat(searches).hasValue(0);
        assertThat(counted.find("fleetforge.host.replacements").counters()).isEmpty();
        assertThat(all.of("games", "gone").counter(Metric.HOST_REPLACEMENTS).count())
                .as("a world that comes back starts from zero")
                .isZero();
    }
}
