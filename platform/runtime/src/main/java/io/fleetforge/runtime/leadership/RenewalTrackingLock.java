package io.fleetforge.runtime.leadership;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Reports each successful write of the Lease to the {@link LeaderClock}, stamped with the moment before it was sent.
 */
final class RenewalTrackingLock implements Lock {

    private final Lock lock;
    private final LeaderClock clock;
    private volatile long transitions;

    RenewalTrackingLock(Lock lock, LeaderClock clock) {
        this.lock = lock;
        this.clock = clock;
    }

    @Override
    public @Nullable LeaderElectionRecord get(KubernetesClient client) {
        clock.attempted();
        var record = lock.get(client);
        if (record != null && identity().equals(record.getHolderIdentity())) {
            transitions = record.getLeaderTransitions();
        }
        return record;
    }

    @Override
    public void create(KubernetesClient client, LeaderElectionRecord record) {
        var sentAtNs = clock.nowNs();
        lock.create(client, record);
        written(record, sentAtNs);
    }

    @Override
    public void update(KubernetesClient client, LeaderElectionRecord record) {
        var sentAtNs = clock.nowNs();
        lock.update(client, record);
        written(record, sentAtNs);
    }

    private void written(LeaderElectionRecord record, long sentAtNs) {
        if (identity().equals(record.getHolderIdentity())) {
            transitions = record.getLeaderTransitions();
            clock.renewed(sentAtNs);
        } else {
            clock.lost();
        }
    }

    /** How often the lease changed hands until this process held it. */
    long transitions() {
        return transitions;
    }

    @Override
    public String identity() {
        return lock.identity();
    }

    @Override
    public String describe() {
        return lock.describe();
    }
}
