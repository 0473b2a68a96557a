package io.fleetforge.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code Measure NAME FILE}: runs one measurement in this JVM and writes its rows as JSON. The bench verb calls it. */
public final class Measure {

    private Measure() {}

    /** One measurement: rows of name and value with unit. */
    interface Measurement {
        Map<String, String> run() throws Exception;
    }

    public static void main(String... arguments) throws Exception {
        var rows = new LinkedHashMap<String, String>();
        var before = loadAverage();
        rows.putAll(measurement(arguments[0]).run());
        rows.put("load average before and after", "%s, %s".formatted(before, loadAverage()));
        write(rows, new File(arguments[1]));
        System.exit(0); // hosts keep threads
    }

    private static Measurement measurement(String name) {
        return switch (name) {
            case "interest" -> new InterestReport();
            case "cells" -> new CellTicks();
            case "split-stall" -> new SplitStall();
            case "joins" -> new Joins();
            default -> throw new IllegalArgumentException("unknown measurement " + name);
        };
    }

    /** What the machine did in the last minute, this process included. */
    private static String loadAverage() {
        return "%.1f".formatted(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static void write(Map<String, String> rows, File file) throws IOException {
        new ObjectMapper().writeValue(file, rows);
    }
}
