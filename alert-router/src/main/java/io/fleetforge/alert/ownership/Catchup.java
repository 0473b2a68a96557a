package io.fleetforge.alert.ownership;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which partitions have not been read yet up to the mark that this process left in each at its start. What is decided before that
 * could overlook a silence, or what somebody was told already. Not thread-safe: it has one writer.
 */
public final class Catchup {

    private final Set<Place> missing = new TreeSet<>();

    /** A partition of a topic. */
    public record Place(String topic, int partition) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            var byTopic = topic.compareTo(other.topic);
            return byTopic == 0 ? Integer.compare(partition, other.partition) : byTopic;
        }
    }

    public Catchup(Collection<Place> places) {
        missing.addAll(places);
    }

    /**
     * Takes in that a mark was read.
     *
     * @return whether it was the last
     */
    public boolean read(Place place) {
        return missing.remove(place) && missing.isEmpty();
    }

    public boolean isDone() {
        return missing.isEmpty();
    }

    public List<Place> missing() {
        return List.copyOf(missing);
    }
}
