package io.fleetforge.contracts.metric;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;

/**
 * What a metric looks like.
 *
 * @param meter name in Micrometer's dotted form, without unit
 * @param unit base unit as Prometheus writes it, empty for a number of things
 * @param buckets upper bounds that answers about service levels need, rising; empty for all but histograms
 */
public record Shape(String meter, Type type, String unit, List<Duration> buckets) {

    /** The types of Prometheus that are in use. */
    public enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    public Shape {
        Objects.requireNonNull(type, "type");
        buckets = List.copyOf(buckets);
        if (!meter.matches("fleetforge(\\.[a-z]+)+")) {
            throw new IllegalArgumentException(
                    "meter \"" + meter + "\" must be dotted lower-case names under fleetforge");
        }
        if (buckets.isEmpty() == (type == Type.HISTOGRAM)) {
            throw new IllegalArgumentException(meter + ": a histogram, and nothing else, has buckets");
        }
    }

    static Shape counter(String meter) {
        return new Shape(meter, Type.COUNTER, "", List.of());
    }

    static Shape gauge(String meter) {
        return new Shape(meter, Type.GAUGE, "", List.of());
    }

    /** A gauge of a time, in seconds. */
    static Shape seconds(String meter) {
        return new Shape(meter, Type.GAUGE, "seconds", List.of());
    }

    /** A histogram of times, in seconds, with these upper bounds. */
    static Shape times(String meter, double... bucketSeconds) {
        return new Shape(
                meter,
                Type.HISTOGRAM,
                "seconds",
                DoubleStream.of(bucketSeconds)
                        .mapToObj(seconds -> Duration.ofNanos(Math.round(seconds * 1e9)))
                        .toList());
    }

    /** The name in Prometheus; a histogram's series add {@code _bucket}, {@code _count} and {@code _sum}. */
    public String exposed() {
        var name = meter.replace('.', '_') + (unit.isEmpty() ? "" : "_" + unit);
        return type == Type.COUNTER ? name + "_total" : name;
    }
}
