package io.fleetforge.simulation;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.lease.HostLease;
import io.fleetforge.controller.fencing.FencingVerdict;
import io.fleetforge.controller.hosts.HostView;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Deletes the world as the controller does, in the same order, and creates another under its name. */
final class SimDeletion {

    private final Sim sim;
    private final SimPods pods;
    private final SimTopologyTopic topic;
    private final Consumer<String> deleted;
    private boolean inProgress;

    /** @param deleted receives the UID when nothing of the world is left that its deletion waits for */
    SimDeletion(Sim sim, SimPods pods, SimTopologyTopic topic, Consumer<String> deleted) {
        this.sim = sim;
        this.pods = pods;
        this.topic = topic;
        this.deleted = deleted;
    }

    boolean isInProgress() {
        return inProgress;
    }

    /** A client deletes the world. */
    void begin() {
        if (!inProgress) {
            inProgress = true;
            sim.counted("world deleted");
            sim.record(() -> "deletion of " + sim.world());
            sim.players().worldDeleted();
        }
    }

    /** One reconcile of a world that is deleted: its record on the topic, its pods, then its finalizer. */
    void proceed(FencingVerdict fencing, @Nullable WorldTopologySpec topology) {
        var retired = topic.retire(sim.world());
        preempt(fencing, topology);
        for (var pod : pods.views().values().stream()
                .sorted(Comparator.comparing(HostView::name))
                .toList()) {
            if (pod.phase() != HostView.Phase.DELETING) {
                pods.delete(pod.name(), pod.uid());
            } else if (fencing.fenced().contains(pod.name())) {
                pods.deleteByForce(pod.name(), pod.uid());
            }
        }
        if (retired && pods.names().isEmpty()) {
            var uid = sim.world().uid();
            sim.recreateWorld();
            inProgress = false;
            deleted.accept(uid);
        }
    }

    private void preempt(FencingVerdict fencing, @Nullable WorldTopologySpec topology) {
        if (topology == null) {
            return;
        }
        var present = pods.views();
        fencing.preempted().forEach((host, lease) -> {
            var now = sim.time().clock(0).instant().atZone(ZoneOffset.UTC);
            var preempted = HostLease.preempted(lease, HostLease.owner(sim.world()), topology.epoch() + 1, now);
            if (present.containsKey(host) && sim.leases().write(preempted) == null) {
                throw new SimController.Death();
            }
        });
    }
}
