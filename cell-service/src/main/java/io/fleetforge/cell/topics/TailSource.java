package io.fleetforge.cell.topics;

import io.fleetforge.runtime.metric.Meters;
import java.util.Map;

/**
 * Where the ends of topics are read, and what counts what is read.
 *
 * @param settings of a consumer without a group
 */
public record TailSource(Map<String, Object> settings, Meters meters) {

    public TailSource {
        settings = Map.copyOf(settings);
    }
}
