package io.fleetforge.controller.world;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldSpecStatus;
import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.WorldEvent;
import io.fleetforge.controller.exposure.PublishedAddresses;
import io.fleetforge.controller.messaging.WorldEventPublisher;
import io.fleetforge.controller.operation.CellOperation;
import io.fleetforge.controller.problem.WorldProblem;
import io.fleetforge.controller.scaling.ScalingDecision;
import io.fleetforge.runtime.events.EventRecorder;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reports changes as Kubernetes Events and as world events on Kafka. The difference between the stored status and the new one is
 * reported before the new one is written: a crash in between repeats a report and never loses one.
 */
@Singleton
final class WorldEventReporter {

    private static final int DESCRIBED_OPERATIONS = 8;

    private final WorldEventPublisher publisher;
    private final EventRecorder recorder;
    private final ReportedProblems reported;
    private final ReportedRevisions revisions;
    private final Clock clock;

    WorldEventReporter(
            WorldEventPublisher publisher,
            EventRecorder recorder,
            ReportedProblems reported,
            ReportedRevisions revisions,
            Clock clock) {
        this.revisions = revisions;
        this.publisher = publisher;
        this.recorder = recorder;
        this.reported = reported;
        this.clock = clock;
    }

    /**
     * @param before the record before this reconcile, null when there was none
     */
    void report(
            WorldSpec world,
            @Nullable WorldTopologySpec before,
            WorldOutcome outcome,
            WorldSpecStatus after,
            CorrelationId correlation) {
        var subject = new Subject(world, after.topologyRevision() == null ? 0 : after.topologyRevision(), correlation);
        var topology = outcome.topology();
        if (topology != null) {
            var uid = world.getMetadata().getUid();
            var reported = revisions.reported(uid, world.getStatus(), topology.revision());
            if (PublishedAddresses.isOnlyDifference(before, topology)) {
                record(subject, "Normal", "AddressesChanged", addresses(topology));
            } else {
                topology(subject, outcome, topology, reported);
            }
        }
        manualOperation(subject, outcome);
        outcome.hosts().reports().forEach(report -> record(subject, "Warning", "HostRefused", report));
        transitions(subject, after);
        limited(subject, outcome, after);
    }

    /** One Event for each problem that has begun; those of refused creates are reported by cause. */
    void problems(WorldSpec world, WorldAssessment assessment, CorrelationId correlation) {
        var revision = assessment.counts().revision();
        var subject = new Subject(world, revision == null ? 0 : revision, correlation);
        reported.begun(world.getMetadata().getUid(), world.getStatus(), assessment.problems()).stream()
                .filter(problem -> !(problem instanceof WorldProblem.HostRefused))
                .forEach(problem -> record(subject, "Warning", problem.reason(), problem.message()));
    }

    /** The controller fails to reconcile the world. */
    void failed(WorldSpec world, String message, CorrelationId correlation) {
        record(new Subject(world, 0, correlation), "Warning", WorldStatusFactory.RECONCILE_FAILED, message);
    }

    /** The deletion of the world takes longer than its hosts need to end. */
    void deletionBlocked(WorldSpec world, String message, CorrelationId correlation) {
        record(new Subject(world, 0, correlation), "Warning", WorldStatusFactory.DELETION_BLOCKED, message);
    }

    /** The WorldTopology was deleted and has been written again. */
    void rebuilt(WorldSpec world, WorldTopologySpec topology, CorrelationId correlation) {
        var message = String.format(
                Locale.ROOT,
                "the WorldTopology was deleted; it continues at revision %d with %d cells on %d hosts",
                topology.revision(),
                topology.cells().size(),
                topology.hosts().size());
        record(new Subject(world, topology.revision(), correlation), "Warning", "TopologyRebuilt", message);
    }

    void deleted(WorldSpec world, CorrelationId correlation) {
        publish(
                new Subject(world, 0, correlation),
                EventType.WORLD_DELETED,
                "WorldDeleted",
                "the world and its hosts are gone");
    }

    private record Subject(WorldSpec world, long revision, CorrelationId correlation) {}

    private void topology(Subject subject, WorldOutcome outcome, WorldTopologySpec topology, long reported) {
        if (topology.revision() <= reported) {
            return;
        }
        var operations = outcome.operations();
        var recovered = operations.stream()
                .filter(CellOperation.Recover.class::isInstance)
                .toList();
        if (reported == 0) {
            var message = topology.cells().size() + " cells placed";
            // No Event: that of WorldReady names the cells, and a problem has its own.
            publish(subject, EventType.WORLD_CREATED, "WorldInitialized", message);
        } else if (operations.isEmpty()) {
            var message = String.format(
                    Locale.ROOT,
                    "revision %d follows %d: %d cells on %d hosts",
                    topology.revision(),
                    reported,
                    topology.cells().size(),
                    topology.hosts().size());
            publish(subject, EventType.WORLD_REPARTITIONED, "WorldRepartitioned", message);
            record(subject, "Normal", "WorldRepartitioned", message);
        } else if (recovered.size() == operations.size()) {
            publish(subject, EventType.CELL_RECOVERED, "CellRecovered", describe(recovered));
            record(subject, "Warning", "CellRecovered", describe(recovered));
        } else {
            var message = describe(operations) + why(outcome);
            publish(subject, EventType.WORLD_REPARTITIONED, reason(operations), message);
            record(subject, "Normal", reason(operations), message);
        }
    }

    private static String addresses(WorldTopologySpec topology) {
        var addresses = topology.addresses();
        return addresses == null
                ? "players reach the hosts inside the cluster only"
                : String.format(
                        Locale.ROOT,
                        "%d of %d hosts have a public address",
                        addresses.size(),
                        topology.hosts().size());
    }

    /** What load had to do with it. */
    private static String why(WorldOutcome outcome) {
        return outcome.scaling()
                .flatMap(ScalingDecision::step)
                .map(proposal -> ": " + proposal.why())
                .orElse("");
    }

    /** Reported when it starts, and when another limit replaces it. */
    private void limited(Subject subject, WorldOutcome outcome, WorldSpecStatus after) {
        var before = subject.world().getStatus();
        var limit = outcome.scaling().flatMap(ScalingDecision::limit);
        var message = before == null ? null : before.condition(WorldConditions.SCALING_LIMITED);
        if (limit.isEmpty()
                || !WorldConditions.holds(after, WorldConditions.SCALING_LIMITED)
                || (message != null
                        && WorldConditions.holds(before, WorldConditions.SCALING_LIMITED)
                        && limit.get().reason().code().equals(message.getReason()))) {
            return;
        }
        var reason = limit.get().reason();
        publish(subject, EventType.SCALING_BLOCKED, reason.code(), limit.get().message());
        record(
                subject,
                reason.isCrowded() ? "Warning" : "Normal",
                "ScalingBlocked",
                reason.code() + ": " + limit.get().message());
    }

    private void manualOperation(Subject subject, WorldOutcome outcome) {
        outcome.manualOperation()
                .flatMap(OperationReport::of)
                .ifPresent(report -> record(subject, report.type(), report.reason(), report.message()));
    }

    /** What a change is called when it is of one kind. */
    private static String reason(List<CellOperation> operations) {
        if (operations.stream().allMatch(CellOperation.Split.class::isInstance)) {
            return "CellSplit";
        }
        if (operations.stream().allMatch(CellOperation.Move.class::isInstance)) {
            return "CellMoved";
        }
        return operations.stream().allMatch(CellOperation.Merge.class::isInstance)
                ? "CellsMerged"
                : "WorldRepartitioned";
    }

    private void transitions(Subject subject, WorldSpecStatus after) {
        var before = subject.world().getStatus();
        var wasReady = WorldConditions.holds(before, WorldConditions.READY);
        var isReady = WorldConditions.holds(after, WorldConditions.READY);
        var readyMessage =
                Objects.requireNonNull(after.condition(WorldConditions.READY)).getMessage();
        if (isReady && !wasReady) {
            publish(subject, EventType.WORLD_READY, "WorldReady", readyMessage);
            record(subject, "Normal", "WorldReady", readyMessage);
        }
        if (becomes(before, after, WorldConditions.DEGRADED)) {
            var message = Objects.requireNonNull(after.condition(WorldConditions.DEGRADED))
                    .getMessage();
            publish(subject, EventType.WORLD_DEGRADED, "WorldDegraded", message);
            record(subject, "Warning", "WorldDegraded", message);
        }
    }

    private static boolean becomes(@Nullable WorldSpecStatus before, WorldSpecStatus after, String condition) {
        return WorldConditions.holds(after, condition) && !WorldConditions.holds(before, condition);
    }

    private static String describe(List<CellOperation> operations) {
        var text = String.join(
                "; ",
                operations.stream()
                        .limit(DESCRIBED_OPERATIONS)
                        .map(CellOperation::describe)
                        .toList());
        var more = operations.size() - DESCRIBED_OPERATIONS;
        return more > 0 ? text + "; and " + more + " more" : text;
    }

    private void publish(Subject subject, EventType type, String reason, String message) {
        publisher.publish(
                type,
                new WorldEvent(WorldRefs.of(subject.world()), clock.instant(), subject.revision(), reason, message),
                subject.correlation());
    }

    private void record(Subject subject, String type, String reason, String message) {
        recorder.record(reference(subject.world()), type, reason, message, subject.correlation());
    }

    private static ObjectReference reference(WorldSpec world) {
        return new ObjectReferenceBuilder()
                .withApiVersion(world.getApiVersion())
                .withKind(world.getKind())
                .withNamespace(world.getMetadata().getNamespace())
                .withName(world.getMetadata().getName())
                .withUid(world.getMetadata().getUid())
                .build();
    }
}
