package io.fleetforge.alert.golden;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The inputs of one scenario. All of its alerts carry its name as a label. */
final class Timeline {

    private final String scenario;
    private final List<Step> steps = new ArrayList<>();

    /** An input of the router. */
    sealed interface Input {}

    /** An alert fires, or has ended. */
    record AlertSent(Map<String, String> labels, boolean firing) implements Input {}

    /** Alerts of this name are silenced for a while. */
    record Silenced(String alertName, Duration duration) implements Input {}

    /** An input at a time since the start. */
    record Step(String scenario, Duration at, Input input) {}

    Timeline(String scenario) {
        this.scenario = scenario;
    }

    String scenario() {
        return scenario;
    }

    List<Step> steps() {
        return steps;
    }

    /**
     * @param labels alternating names and values, in addition to the alert's name
     */
    Timeline fires(double atSeconds, String name, String... labels) {
        return add(atSeconds, new AlertSent(labels(name, labels), true));
    }

    Timeline ends(double atSeconds, String name, String... labels) {
        return add(atSeconds, new AlertSent(labels(name, labels), false));
    }

    Timeline silenced(double atSeconds, String name, double forSeconds) {
        return add(atSeconds, new Silenced(name, millis(forSeconds)));
    }

    private Timeline add(double atSeconds, Input input) {
        steps.add(new Step(scenario, millis(atSeconds), input));
        return this;
    }

    private Map<String, String> labels(String name, String... labels) {
        var all = new TreeMap<>(Map.of("alertname", name, "scenario", scenario));
        for (var index = 0; index < labels.length; index += 2) {
            all.put(labels[index], labels[index + 1]);
        }
        return all;
    }

    private static Duration millis(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }
}
