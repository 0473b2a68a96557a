package io.fleetforge.alert.receiver;

import java.util.List;
import java.util.Optional;

/**
 * Whom a route tells.
 *
 * @param fallback who is told when a channel of this one could not be reached in time; empty for nobody
 * @param channels all of which are told, each for itself; none for a receiver that takes what nobody should hear
 */
public record Receiver(String name, Optional<String> fallback, List<Integration> channels) {
    public Receiver {
        channels = List.copyOf(channels);
    }
}
