package io.fleetforge.alert.ownership;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The partitions that this process has not yet read up to the mark that it wrote at its start. A decision before that
 * could miss a silence or an entry of the notification log. Not thread-safe: it has one writer.
 */
public final class Catchup {

    private final Set<TopicPartition> missing = new TreeSet<>();

    public Catchup(Collection<TopicPartition> partitions) {
        missing.addAll(partitions);
    }

    /**
     * Records that the mark of a partition was read.
     *
     * @return whether it was the last
     */
    public boolean read(TopicPartition partition) {
        return missing.remove(partition) && missing.isEmpty();
    }

    public boolean isDone() {
        return missing.isEmpty();
    }

    public List<TopicPartition> missing() {
        return List.copyOf(missing);
    }
}
