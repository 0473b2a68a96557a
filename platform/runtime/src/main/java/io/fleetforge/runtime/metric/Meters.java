package io.fleetforge.runtime.metric;

import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.metric.Metric;
import io.fleetforge.contracts.metric.Shape.Type;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Meters of the catalogue: name, unit, meaning and buckets come from {@link Metric}, and a meter with other labels than declared is
 * refused. Thread-safe.
 */
public final class Meters {

    private final MeterRegistry registry;
    private final Tags common;
    /** What was registered here, by common labels: to search the registry costs as much as there are worlds. */
    private final Map<Tags, Set<Meter>> registered;

    public Meters(MeterRegistry registry) {
        this(registry, Tags.empty(), new ConcurrentHashMap<>());
    }

    private Meters(MeterRegistry registry, Tags common, Map<Tags, Set<Meter>> registered) {
        this.registry = registry;
        this.common = common;
        this.registered = registered;
    }

    /** Meters of one world. */
    public Meters of(String namespace, String world) {
        return new Meters(registry, common.and("namespace", namespace, "world", world), registered);
    }

    /** Meters of one world. */
    public Meters of(WorldRef world) {
        return of(world.namespace(), world.name());
    }

    /** @param labels names and values, alternating */
    public Counter counter(Metric metric, String... labels) {
        return keep(Counter.builder(metric.shape().meter())
                .description(metric.meaning())
                .tags(tags(metric, Type.COUNTER, labels))
                .register(registry));
    }

    /**
     * A gauge that reads {@code value} of {@code subject} at each scrape, without keeping {@code subject} reachable.
     *
     * @param labels names and values, alternating
     */
    public <T> Gauge gauge(Metric metric, T subject, ToDoubleFunction<T> value, String... labels) {
        var builder = Gauge.builder(metric.shape().meter(), subject, value)
                .description(metric.meaning())
                .tags(tags(metric, Type.GAUGE, labels));
        return keep((metric.shape().unit().isEmpty()
                        ? builder
                        : builder.baseUnit(metric.shape().unit()))
                .register(registry));
    }

    /** @param labels names and values, alternating */
    public Timer timer(Metric metric, String... labels) {
        return keep(Timer.builder(metric.shape().meter())
                .description(metric.meaning())
                .tags(tags(metric, Type.HISTOGRAM, labels))
                .serviceLevelObjectives(metric.shape().buckets().toArray(Duration[]::new))
                .register(registry));
    }

    /** Removes every series of a deleted world that was registered with these labels through the same root. */
    public void remove() {
        if (!common.iterator().hasNext()) {
            throw new IllegalStateException("meters of everything are not removed");
        }
        var mine = registered.remove(common);
        if (mine != null) {
            mine.forEach(registry::remove);
        }
    }

    private <M extends Meter> M keep(M meter) {
        if (common.iterator().hasNext()) {
            registered
                    .computeIfAbsent(common, labels -> ConcurrentHashMap.newKeySet())
                    .add(meter);
        }
        return meter;
    }

    private Tags tags(Metric metric, Type type, String... labels) {
        var tags = common.and(labels);
        var names = tags.stream().map(Tag::getKey).collect(Collectors.toUnmodifiableSet());
        if (metric.shape().type() != type || !names.equals(Set.copyOf(metric.labels()))) {
            throw new IllegalArgumentException("%s is a %s with labels %s, not a %s with %s"
                    .formatted(metric, metric.shape().type(), metric.labels(), type, names));
        }
        return tags;
    }
}
