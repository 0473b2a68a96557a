package io.fleetforge.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** {@code Measure NAME FILE}: runs one measurement in this JVM and writes its rows as JSON. The bench verb calls it. */
public final class Measure {

    private Measure() {}

    /** One measurement: rows of name and value with unit. */
    interface Measurement {
        Map<String, String> run() throws Exception;
    }

    public static void main(String... arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        write(measurement(arguments[0]).run(), new File(arguments[1]));
        System.exit(0); // hosts keep threads
    }

    private static Measurement measurement(String name) {
        return switch (name) {
            case "interest" -> new InterestReport();
            case "cells" -> new CellTicks();
            case "split-stall" -> new SplitStall();
            case "joins" -> new Joins();
            case "recording" -> new RecordingCost();
            case "observability-cost" -> new ObservabilityCost();
            default -> throw new IllegalArgumentException("unknown measurement " + name);
        };
    }

    private static void write(Map<String, String> rows, File file) throws IOException {
        new ObjectMapper().writeValue(file, rows);
    }
}
