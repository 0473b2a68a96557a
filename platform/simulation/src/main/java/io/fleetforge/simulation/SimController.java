package io.fleetforge.simulation;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Cell;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.contracts.crd.WorldTopologySpec.Source;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.geometry.Tiling;
import io.fleetforge.contracts.lease.HostLease;
import io.fleetforge.contracts.message.HostTelemetry;
import io.fleetforge.contracts.message.MessageCodec;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.controller.fencing.FencingVerdict;
import io.fleetforge.controller.fencing.HeartbeatTracker;
import io.fleetforge.controller.fencing.HostFailureDetector;
import io.fleetforge.controller.hosts.HostAction;
import io.fleetforge.controller.hosts.HostPlanner;
import io.fleetforge.controller.hosts.HostView;
import io.fleetforge.controller.operation.ManualOperation;
import io.fleetforge.controller.reports.CellStatusCache;
import io.fleetforge.controller.reports.ReportedHosts;
import io.fleetforge.controller.topology.Cordon;
import io.fleetforge.controller.topology.HostReports;
import io.fleetforge.controller.topology.HostTransition;
import io.fleetforge.controller.topology.OperationValidation;
import io.fleetforge.controller.topology.TopologyMessages;
import io.fleetforge.controller.topology.TopologyPlan;
import io.fleetforge.controller.topology.TopologyPlanner;
import io.fleetforge.controller.topology.WorldDemand;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The controller's planning packages over a record that is written by compare-and-set. It may crash after each single write; its
 * knowledge of the hosts is lost then.
 */
final class SimController {

    static final Bounds WORLD = new Bounds(0, 1000, 0, 1000);

    private final Sim sim;
    private final WorldRef world;
    private final SimPods pods;
    private CellStatusCache statusCache = new CellStatusCache();
    private HeartbeatTracker failureDetector;
    private @Nullable WorldTopologySpec record;
    /** What a second controller believes. */
    private @Nullable WorldTopologySpec stale;

    private WorldDemand demand;
    private Optional<ManualOperation> manualOperation = Optional.empty();
    /** A host to drain, as for a new image or a drained node. */
    private Set<String> cordoned = Set.of();

    private int drains;

    private long awayUntilMs;
    private double deathChance;

    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    SimController(Sim sim, WorldRef world, SimPodsFactory pods) {
        this.sim = sim;
        this.failureDetector = heartbeats();
        this.world = world;
        this.pods = pods.of(this::receive);
        this.demand = demand();
    }

    /** Makes the pods once their listener is known. */
    interface SimPodsFactory {
        SimPods of(java.util.function.Consumer<HostTelemetry> telemetry);
    }

    SimPods pods() {
        return pods;
    }

    @Nullable
    WorldTopologySpec record() {
        return record;
    }

    void start() {
        loop(this::reconcile, 40, 250);
        if (sim.is(Mutant.FORGET_TO_COMPARE)) {
            loop(() -> reconcileFrom(stale), 40, 250);
            loop(() -> stale = record, 400, 1500);
        }
    }

    private void loop(Runnable work, long fromMs, long toMs) {
        sim.time().after(sim.time().between(fromMs, toMs), () -> {
            if (sim.time().nowMs() >= awayUntilMs) {
                try {
                    work.run();
                } catch (Death e) {
                    sim.counted("controller crashed");
                    statusCache = new CellStatusCache();
                    failureDetector = heartbeats();
                    awayUntilMs = sim.time().nowMs() + sim.time().between(200, 3000);
                }
            }
            loop(work, fromMs, toMs);
        });
    }

    private HeartbeatTracker heartbeats() {
        return new HeartbeatTracker(() -> sim.time().nowMs() * 1_000_000);
    }

    void calmDown() {
        deathChance = 0;
    }

    void becomeMortal() {
        deathChance = 0.03;
    }

    /** An edit of the spec. */
    void changeDemand() {
        demand = demand();
    }

    private WorldDemand demand() {
        return new WorldDemand(world.name(), new Source(WORLD, (int) sim.time().between(1, 6), 50, 1000), (int)
                sim.time().between(1, 3));
    }

    /** Drains a host, for so long or until it is gone. */
    void drain(String host, long ms) {
        cordoned = Set.of(host);
        drains++;
        var mine = drains;
        sim.counted("drained");
        sim.record("drain " + host);
        sim.time().after(ms, () -> {
            if (drains == mine) {
                cordoned = Set.of();
            }
        });
    }

    /** A manual operation: a split, a merge or a move. */
    void force() {
        var current = record;
        if (current == null) {
            return;
        }
        var cells = current.cells();
        var one = cells.get(sim.time().index(cells.size()));
        var other = cells.get(sim.time().index(cells.size()));
        manualOperation = Optional.of(
                switch (sim.time().index(3)) {
                    case 0 -> new ManualOperation.Split(one.id());
                    case 1 -> new ManualOperation.Merge(java.util.List.of(one.id(), other.id()));
                    default -> new ManualOperation.Move(one.id(), other.host());
                });
    }

    private void receive(HostTelemetry sample) {
        if (sim.time().chance(0.05)) {
            return;
        }
        sim.time().after(sim.time().between(5, 80), () -> {
            failureDetector.sampled(sample.world().uid(), sample.host(), sample.incarnation());
            statusCache.accept(sample);
        });
    }

    private void reconcile() {
        reconcileFrom(record);
    }

    /** Observe, plan, apply: as the reconciler does. */
    private void reconcileFrom(@Nullable WorldTopologySpec current) {
        var views = pods.views();
        note(current, views);
        var fencing = fencingVerdict(current, views);
        var lost = current == null || sim.is(Mutant.KEEP_INCARNATION)
                ? Set.<String>of()
                : fencing.lost(current, views, Set.of());
        var outage = current == null
                ? Set.<String>of()
                : Stream.concat(lost.stream(), fencing.maybeActive().stream())
                        .filter(host -> !current.cellsOf(host).isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
        var accepted = current == null || !outage.isEmpty()
                ? Optional.<OperationValidation.Accepted>empty()
                : validated(current);
        var planned = TopologyPlanner.plan(demand, current, lost, accepted);
        var wanted = current == null || !outage.isEmpty()
                ? planned
                : Cordon.drain(planned, current, new Cordon.Hosts(world.name(), cordoned, lost, views.keySet()));
        var plan = HostTransition.of(wanted, current, hosts(current, views, fencing), lost)
                .plan();
        var target = switch (plan) {
            case TopologyPlan.Keep(var topology) -> topology;
            case TopologyPlan.Change(var next, var operations) -> {
                replace(fencing, current, next);
                write(next, current);
                if (!operations.isEmpty()) {
                    operations.forEach(
                            operation -> sim.counted(operation.getClass().getSimpleName()));
                    manualOperation = Optional.empty();
                }
                yield next;
            }
            case TopologyPlan.Refuse(var message, var recovery) -> throw new Violation("refused: " + message);
        };
        for (var action : HostPlanner.plan(target, views, Optional.empty(), fencing.maybeActive())) {
            mayDie();
            switch (action) {
                case HostAction.Create(var host, var incarnation) -> pods.create(host, incarnation);
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
        mayDie();
        publish(target);
    }

    private FencingVerdict fencingVerdict(@Nullable WorldTopologySpec current, Map<String, HostView> views) {
        return current == null || sim.is(Mutant.REPLACE_AT_ONCE)
                ? FencingVerdict.CLEAR
                : new HostFailureDetector(failureDetector, sim.leases()).detect(world, current, views, Set.of());
    }

    private void replace(FencingVerdict fencing, @Nullable WorldTopologySpec current, WorldTopologySpec next) {
        if (current == null || sim.is(Mutant.LEAVE_THE_LEASE)) {
            return;
        }
        for (var lease : fencing.toPreempt(current, next)) {
            var now = sim.time().clock(0).instant().atZone(ZoneOffset.UTC);
            if (sim.leases().write(HostLease.next(lease, current.epoch() + 1, null, now)) == null) {
                throw new Death(); // renewed since: the reconcile starts again
            }
            sim.counted("lease preempted");
            mayDie();
        }
    }

    private Optional<OperationValidation.Accepted> validated(WorldTopologySpec current) {
        if (manualOperation.isEmpty()) {
            return Optional.empty();
        }
        var validation = OperationValidation.of(
                manualOperation.get(),
                current,
                new OperationValidation.OperationLimits(1, 8, 50, demand.cellsPerHost()));
        if (validation instanceof OperationValidation.Accepted accepted) {
            return Optional.of(accepted);
        }
        manualOperation = Optional.empty();
        return Optional.empty();
    }

    private void note(@Nullable WorldTopologySpec current, Map<String, HostView> views) {
        statusCache.follow(
                world.uid(),
                current == null
                        ? Set.of()
                        : current.hosts().stream().map(Host::name).collect(Collectors.toUnmodifiableSet()));
        views.values().forEach(pod -> statusCache.podReady(world.uid(), pod.name(), pod.serves()));
    }

    private HostTransition.Hosts hosts(
            @Nullable WorldTopologySpec current, Map<String, HostView> views, FencingVerdict fencing) {
        if (current == null) {
            return new HostTransition.Hosts(Set.of(), Set.of(), Set.of());
        }
        var reported = new ReportedHosts(
                statusCache, world.uid(), views, Set.of(), fencing.neverActed(), fencing.maybeActive());
        var facts =
                HostReports.facts(current, sim.is(Mutant.REPLACE_UNACKNOWLEDGED) ? acknowledged(reported) : reported);
        return sim.is(Mutant.LEAVE_AT_ONCE)
                ? new HostTransition.Hosts(facts.serving(), facts.acknowledged(), Set.of())
                : facts;
    }

    private static HostReports acknowledged(HostReports reported) {
        return new HostReports() {
            @Override
            public boolean serves(Host host) {
                return reported.serves(host);
            }

            @Override
            public boolean hasAcknowledged(Host host, long revision) {
                return true;
            }

            @Override
            public boolean isVacant(Host host, long revision) {
                return reported.isVacant(host, revision);
            }
        };
    }

    private void write(WorldTopologySpec next, @Nullable WorldTopologySpec from) {
        var present = record;
        if (!Objects.equals(present, from) && !sim.is(Mutant.FORGET_TO_COMPARE)) {
            throw new Death(); // a conflict: the reconcile starts again
        }
        if (present != null && (next.revision() <= present.revision() || next.epoch() < present.epoch())) {
            throw new Violation(String.format(
                    Locale.ROOT,
                    "revision %d, epoch %d after revision %d, epoch %d",
                    next.revision(),
                    next.epoch(),
                    present.revision(),
                    present.epoch()));
        }
        Tiling.violation(WORLD, next.cells().stream().map(Cell::bounds).toList())
                .ifPresent(why -> {
                    throw new Violation("revision " + next.revision() + ": " + why);
                });
        record = next;
        sim.record(String.format(
                Locale.ROOT,
                "record %d: %s %s",
                next.revision(),
                next.hosts().stream()
                        .map(host -> host.name() + "@" + host.incarnation())
                        .toList(),
                next.cells().stream()
                        .map(cell -> cell.id() + "@" + cell.epoch() + " " + cell.bounds() + " on " + cell.host())
                        .toList()));
        mayDie();
    }

    /** Repeated until it is observed: the last record of the topic is the newest. */
    private void publish(WorldTopologySpec topology) {
        var message = TopologyMessages.of(world, topology);
        var seen = sim.log().from(Topics.WORLD_TOPOLOGY, sim.log().end(Topics.WORLD_TOPOLOGY) - 1);
        if (sim.kafka().isAway()
                || sim.time().chance(0.1)
                || (!seen.isEmpty() && revision(seen.getLast().value()) == topology.revision())) {
            return;
        }
        var bytes = MessageCodec.encode(message);
        sim.time().after(sim.time().between(2, 60), () -> sim.log().append(Topics.WORLD_TOPOLOGY, world.key(), bytes));
    }

    private static long revision(byte[] topology) {
        try {
            return MessageCodec.decode(topology, TopologyMessage.class).revision();
        } catch (io.fleetforge.contracts.message.MalformedMessageException e) {
            throw new IllegalStateException(e);
        }
    }

    private void mayDie() {
        if (sim.time().chance(deathChance)) {
            throw new Death();
        }
    }
}
