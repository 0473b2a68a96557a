package io.fleetforge.alert.group;

import java.time.Instant;
import java.util.Set;

/**
 * What a receiver was last told of a group.
 *
 * @param firing fingerprints of alerts that it knows to fire
 * @param resolved fingerprints of alerts that it was told the end of in that notification
 */
public record Told(Instant at, Set<String> firing, Set<String> resolved) {

    public Told {
        firing = Set.copyOf(firing);
        resolved = Set.copyOf(resolved);
    }
}
