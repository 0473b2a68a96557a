package io.fleetforge.local.observability;

import io.fleetforge.cluster.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A configuration with {@code ${NAMES}} to fill in. Unknown names stay as they are: alert templates and relabelings use
 * dollars of their own.
 */
record Template(String text) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z_]+)}");

    static Template read(Path file) {
        try {
            return new Template(Files.readString(file));
        } catch (IOException e) {
            throw new PlatformException("cannot read " + file + "; run from a whole checkout", e);
        }
    }

    String fill(Map<String, String> values) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), match.group())));
    }
}
