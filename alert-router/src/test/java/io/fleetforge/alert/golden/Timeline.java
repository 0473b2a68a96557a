package io.fleetforge.alert.golden;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What happens in one scenario, and when. All of its alerts carry its name as a label. */
final class Timeline {

    private final String scenario;
    private final List<Step> steps = new ArrayList<>();

    /** Something that is said to the one who decides. */
    sealed interface Word {}

    /** An alert fires, or has ended. */
    record Said(Map<String, String> labels, boolean firing) implements Word {}

    /** Alerts of this name are silenced for a while. */
    record Silenced(String alertName, Duration duration) implements Word {}

    /** A word at a moment. */
    record Step(String scenario, Duration at, Word word) {}

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
     * @param labels names and values by turns, beside the alert's name
     */
    Timeline fires(double atSeconds, String name, String... labels) {
        return say(atSeconds, new Said(labels(name, labels), true));
    }

    Timeline ends(double atSeconds, String name, String... labels) {
        return say(atSeconds, new Said(labels(name, labels), false));
    }

    Timeline silenced(double atSeconds, String name, double forSeconds) {
        return say(atSeconds, new Silenced(name, millis(forSeconds)));
    }

    private Timeline say(double atSeconds, Word word) {
        steps.add(new Step(scenario, millis(atSeconds), word));
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
