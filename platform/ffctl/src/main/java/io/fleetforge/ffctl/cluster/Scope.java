package io.fleetforge.ffctl.cluster;

import java.util.Objects;
import java.util.Optional;

/** One namespace, or all. */
public record Scope(Optional<String> namespace) {

    public static final Scope ALL = new Scope(Optional.empty());

    public Scope {
        Objects.requireNonNull(namespace, "namespace");
    }

    public static Scope of(String namespace) {
        return new Scope(Optional.of(namespace));
    }
}
