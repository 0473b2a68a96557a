package io.fleetforge.simulation;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.lease.HostLease;
import io.fleetforge.contracts.message.HostTelemetry;
import io.fleetforge.controller.fencing.FencingVerdict;
import io.fleetforge.controller.hosts.HostAction;
import io.fleetforge.controller.hosts.HostView;
import io.fleetforge.controller.plan.WorldPlan;
import io.fleetforge.controller.topology.OperationValidation;
import io.fleetforge.controller.topology.TopologyMessages;
import io.fleetforge.controller.topology.TopologyPlan;
import io.fleetforge.controller.topology.TopologyRebuild;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The reconcile of the controller: the real plan of the real observation, applied in the real order. The process may crash after each
 * single write; its knowledge of the hosts is lost then.
 */
final class SimController {

    private final Sim sim;
    private final SimPods pods;
    private final SimTopologyRecord record;
    private final SimTopologyTopic topic;
    private final SimWorldSpec spec;
    private final SimDeletion deletion;
    private SimObserver observer;
    /** What a second controller believes. */
    private @Nullable WorldTopologySpec stale;
    /** Of the status of the world. */
    private long reportedRevision;

    private long awayUntilMs;
    private double deathChance;

    /** The process crashes, or a conflict ends the reconcile. */
    static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    SimController(Sim sim) {
        this.sim = sim;
        this.pods = new SimPods(sim, this::receive);
        this.record = new SimTopologyRecord(sim);
        this.topic = new SimTopologyTopic(sim);
        this.spec = new SimWorldSpec(sim, record);
        this.observer = new SimObserver(sim);
        this.deletion = new SimDeletion(sim, pods, topic, this::collect);
    }

    SimPods pods() {
        return pods;
    }

    SimWorldSpec spec() {
        return spec;
    }

    SimTopologyRecord record() {
        return record;
    }

    /** A client deletes the record. */
    void deleteRecord() {
        record.delete(topic.newest(sim.world()));
    }

    SimDeletion deletion() {
        return deletion;
    }

    void start() {
        loop(() -> reconcileFrom(record.stored()), 40, 250);
        if (sim.is(Mutant.FORGET_TO_COMPARE)) {
            loop(() -> reconcileFrom(stale), 40, 250);
            loop(() -> stale = record.stored(), 400, 1500);
        }
    }

    private void loop(Runnable work, long fromMs, long toMs) {
        sim.time().after(sim.time().between(fromMs, toMs), () -> {
            if (sim.time().nowMs() >= awayUntilMs) {
                try {
                    work.run();
                } catch (Death e) {
                    sim.counted("controller crashed");
                    observer = new SimObserver(sim);
                    topic.restart();
                    awayUntilMs = sim.time().nowMs() + sim.time().between(200, 3000);
                }
            }
            loop(work, fromMs, toMs);
        });
    }

    void calmDown() {
        deathChance = 0;
        spec.calmDown(pods.commonTemplate());
    }

    void becomeMortal() {
        deathChance = 0.03;
    }

    private void receive(HostTelemetry sample) {
        if (!sim.time().chance(0.05)) {
            sim.time().after(sim.time().between(5, 80), () -> observer.sampled(sample));
        }
    }

    /** Observe, plan, apply: as the reconciler does. */
    private void reconcileFrom(@Nullable WorldTopologySpec stored) {
        topic.read();
        var views = pods.views();
        if (deletion.isInProgress()) {
            deletion.proceed(observer.fencing(stored, views), stored);
            return;
        }
        if (stored == null && !topic.isRead()) {
            return; // what the hosts run is not known; docs/testing.md has what the real controller does
        }
        var base = stored == null ? rebuilt(views) : stored;
        var observed = observer.observe(spec.demand(), base, stored != null, views, spec.asked());
        var plan = WorldPlan.of(observed.input());
        plan.invalid().ifPresent(problem -> {
            throw new Violation(problem.message());
        });
        if (plan.topology() instanceof TopologyPlan.Refuse(var message, var recovery)) {
            throw new Violation("refused: " + message);
        }
        var next = plan.topology().nextRecord();
        if (next.isPresent()) {
            preempt(observed.fencing(), base, next.get());
            write(stored, next.get());
            plan.topology()
                    .operations()
                    .forEach(operation -> sim.counted(operation.getClass().getSimpleName()));
        }
        var topology = next.or(() -> Optional.ofNullable(base)).orElseThrow();
        plan.hosts().forEach(this::carryOut);
        mayDie();
        topic.publish(TopologyMessages.of(sim.world(), topology));
        answer(plan);
        mayDie();
        reportedRevision = Math.max(reportedRevision, topology.revision());
    }

    private @Nullable WorldTopologySpec rebuilt(Map<String, HostView> views) {
        if (sim.is(Mutant.REBUILD_FROM_ONE)) {
            return null;
        }
        var highest = views.values().stream().mapToLong(HostView::incarnation).reduce(reportedRevision, Math::max);
        return TopologyRebuild.base(spec.demand(), topic.published(sim.world()), highest)
                .orElse(null);
    }

    private void write(@Nullable WorldTopologySpec from, WorldTopologySpec next) {
        if (!record.write(from, next)) {
            throw new Death(); // a conflict: the reconcile starts again
        }
        mayDie();
    }

    private void preempt(FencingVerdict fencing, @Nullable WorldTopologySpec current, WorldTopologySpec next) {
        if (current == null || sim.is(Mutant.LEAVE_THE_LEASE)) {
            return;
        }
        for (var lease : fencing.toPreempt(current, next)) {
            var now = sim.time().clock(0).instant().atZone(ZoneOffset.UTC);
            if (sim.leases().write(HostLease.preempted(lease, HostLease.owner(sim.world()), current.epoch() + 1, now))
                    == null) {
                throw new Death(); // renewed since: the reconcile starts again
            }
            sim.counted("lease preempted");
            mayDie();
        }
    }

    private void carryOut(HostAction action) {
        mayDie();
        switch (action) {
            case HostAction.Create(var host, var incarnation) ->
                pods.create(host, incarnation, spec.asked().template());
            case HostAction.HoldBack held -> throw new Violation("held back: " + held);
            case HostAction.Delete(var host, var uid, var reason, var force) -> {
                if (force) {
                    pods.deleteByForce(host, uid);
                } else {
                    pods.delete(host, uid);
                }
            }
        }
    }

    private void answer(WorldPlan plan) {
        plan.validation()
                .filter(validation -> validation instanceof OperationValidation.Refused
                        || !plan.topology().operations().isEmpty())
                .ifPresent(validation -> spec.answered());
    }

    /** The objects of the deleted world are collected; another of its name follows. */
    private void collect(String uid) {
        observer.forget(uid);
        record.collect();
        stale = null;
        reportedRevision = 0;
        spec.recreated();
        sim.time().after(sim.time().between(0, 20_000), () -> sim.leases().collect(uid));
    }

    private void mayDie() {
        if (sim.time().chance(deathChance)) {
            throw new Death();
        }
    }
}
