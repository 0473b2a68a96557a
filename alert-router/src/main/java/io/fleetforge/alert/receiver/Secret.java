package io.fleetforge.alert.receiver;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A confidential value; its text never shows it.
 *
 * @param value as given in the routing file; empty when a file holds it
 * @param file that holds it, read for each use, so that a rotated secret takes effect at once
 */
public record Secret(Optional<String> value, Optional<Path> file) {

    public Secret {
        if (value.isPresent() == file.isPresent()) {
            throw new IllegalArgumentException("a secret is given as a value or as a file");
        }
    }

    public static Secret of(String value) {
        return new Secret(Optional.of(value), Optional.empty());
    }

    public static Secret in(Path file) {
        return new Secret(Optional.empty(), Optional.of(file));
    }

    @Override
    public String toString() {
        return file.map(path -> "<secret in " + path + ">").orElse("<secret>");
    }
}
