package io.fleetforge.runtime.topics;

import java.util.Collection;
import java.util.List;

/** Reads topics of the broker. */
@FunctionalInterface
public interface TopicReader {

    /**
     * Those of {@code names} that exist. Blocks for a bounded time.
     *
     * @throws TopicsUnreadableException when the broker does not answer in time, or refuses
     */
    List<ObservedTopic> read(Collection<String> names);
}
