package io.fleetforge.alert.messaging;

import io.fleetforge.alert.ownership.Catchup;
import io.fleetforge.alert.ownership.InstanceId;
import io.fleetforge.alert.ownership.TopicPartition;
import io.fleetforge.alert.store.AlertStore;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Detects when this instance has read every record that was written before its start: it publishes a mark to each
 * partition, and is done once it has read all of them back. Thread-safe.
 */
public final class PartitionCatchup {

    private static final Logger LOG = Logger.getLogger(PartitionCatchup.class);

    private final AlertStore store;
    private final String incarnation;
    private final Catchup catchup;
    private final PartitionClaimPublisher publisher;

    public PartitionCatchup(
            AlertStore store, InstanceId instance, List<TopicPartition> partitions, PartitionClaimPublisher publisher) {
        this.store = store;
        this.incarnation = instance.incarnation();
        this.catchup = new Catchup(partitions);
        this.publisher = publisher;
    }

    /** Publishes a mark to each partition whose mark was not read back yet. */
    public void mark() {
        for (var partition : store.call(state -> catchup.missing())) {
            publisher.mark(partition).whenComplete((done, failure) -> {
                if (failure != null) {
                    LOG.debugf("mark of %s not written: %s", partition, failure.getMessage());
                }
            });
        }
    }

    public boolean isDone() {
        return store.call(state -> catchup.isDone());
    }

    /**
     * Handles a mark that was read.
     *
     * @param claimant incarnation that wrote it; the marks of others are ignored
     */
    public void read(TopicPartition partition, String claimant) {
        if (!claimant.equals(incarnation)) {
            return;
        }
        if (store.call(state -> catchup.read(partition))) {
            LOG.info("all records from before the start are applied");
            store.ready();
        }
        publisher.removeMark(partition).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warnf("mark of %s not removed: %s", partition, failure.getMessage());
            }
        });
    }
}
