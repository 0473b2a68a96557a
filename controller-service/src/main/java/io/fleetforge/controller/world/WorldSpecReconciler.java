package io.fleetforge.controller.world;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldSpecStatus;
import io.fleetforge.contracts.crd.WorldTopology;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.controller.fencing.HostFailureDetector;
import io.fleetforge.controller.kubernetes.DisruptionBudgets;
import io.fleetforge.controller.kubernetes.HostAccess;
import io.fleetforge.controller.kubernetes.HostLeases;
import io.fleetforge.controller.kubernetes.HostPods;
import io.fleetforge.controller.kubernetes.HostTemplate;
import io.fleetforge.controller.kubernetes.SessionKeys;
import io.fleetforge.controller.messaging.TopologyPublisher;
import io.fleetforge.controller.messaging.WorldEventPublisher;
import io.fleetforge.controller.messaging.WorldWakeups;
import io.fleetforge.controller.operation.ManualOperation;
import io.fleetforge.controller.scaling.ScalingDecision;
import io.fleetforge.runtime.correlation.CorrelationScope;
import io.fleetforge.runtime.events.EventRecorder;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The control loop of one world: observe, plan, apply, report. Level-triggered and idempotent: whatever an earlier run left
 * undone, the next one finds and does. At steady state it writes nothing.
 */
@ControllerConfiguration(
        name = "worldspec",
        finalizerName = "fleetforge.io/world",
        fieldManager = "fleetforge-controller",
        generationAwareEventProcessing = false, // requests are annotations: WorldChanges tells what matters
        informer = @Informer(onUpdateFilter = WorldChanges.class),
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 60, timeUnit = TimeUnit.SECONDS))
@GradualRetry(initialInterval = 100, intervalMultiplier = 2, maxInterval = 10_000, maxAttempts = Integer.MAX_VALUE)
public final class WorldSpecReconciler implements Reconciler<WorldSpec>, Cleaner<WorldSpec> {

    private static final Duration UNTIL_OBSERVED = Duration.ofSeconds(2);
    private static final Duration UNTIL_ALLOWED = Duration.ofSeconds(10);

    private final WorldObserver observer;
    private final WorldApplier applier;
    private final WorldStatusFactory statusFactory;
    private final WorldEventReporter eventReporter;
    private final WorldCleanup cleanup;
    private final WorldLedgers ledgers;

    /** What the loop is made of; see the composition root. */
    public record Parts(
            KubernetesClient client,
            HostTemplate template,
            TopologyPublisher topologies,
            WorldEventPublisher events,
            EventRecorder recorder,
            HostObservations observations,
            WorldWakeups wakeups,
            MeterRegistry registry,
            Tracer tracer,
            Clock clock) {}

    public static WorldSpecReconciler assemble(Parts parts) {
        var refused = new RefusedHosts();
        var hostPods = new HostPods(parts.client());
        var leases = new HostLeases(parts.client(), parts.clock());
        var writes = new WorldApplier.HostWrites(
                hostPods,
                new SessionKeys(parts.client()),
                new HostAccess(parts.client()),
                leases,
                new DisruptionBudgets(parts.client()));
        var ledgers = new WorldLedgers(
                parts.observations(),
                parts.wakeups(),
                new WorldMetrics(parts.registry(), System::nanoTime),
                new WorldSpans(parts.tracer()),
                new StatusThrottle(parts.clock()));
        var eventReporter = new WorldEventReporter(parts.events(), parts.recorder(), parts.clock());
        return new WorldSpecReconciler(
                new WorldObserver(
                        hostPods,
                        parts.template(),
                        refused,
                        new LoadObserver(parts.observations(), parts.clock()),
                        parts.observations().statusCache(),
                        new HostFailureDetector(parts.observations().heartbeats(), leases)),
                new WorldApplier(
                        writes,
                        parts.template(),
                        parts.topologies(),
                        refused,
                        new ManualOperationRequests(parts.client())),
                new WorldReporting(
                        new WorldStatusFactory(parts.observations().statusCache(), parts.clock()), eventReporter),
                new WorldCleanup(writes, parts.topologies(), eventReporter, ledgers, refused),
                ledgers);
    }

    WorldSpecReconciler(
            WorldObserver observer,
            WorldApplier applier,
            WorldReporting reporting,
            WorldCleanup cleanup,
            WorldLedgers ledgers) {
        this.observer = observer;
        this.applier = applier;
        this.statusFactory = reporting.statusFactory();
        this.eventReporter = reporting.eventReporter();
        this.cleanup = cleanup;
        this.ledgers = ledgers;
    }

    @Override
    public List<EventSource<?, WorldSpec>> prepareEventSources(EventSourceContext<WorldSpec> context) {
        var pods = InformerEventSourceConfiguration.from(Pod.class, WorldSpec.class)
                .withLabelSelector(Labels.COMPONENT + "=" + Labels.COMPONENT_CELL_HOST)
                .build();
        var topologies = InformerEventSourceConfiguration.from(WorldTopology.class, WorldSpec.class)
                .build();
        return List.of(
                new InformerEventSource<>(pods, context),
                new InformerEventSource<>(topologies, context),
                ledgers.wakeups().eventSource());
    }

    @Override
    public UpdateControl<WorldSpec> reconcile(WorldSpec world, Context<WorldSpec> context) {
        var correlation = WorldRefs.correlation(world);
        try (var scope = CorrelationScope.open(correlation);
                var span = ledgers.spans().of("reconcile worldspec", world, correlation);
                var timing = ledgers.metrics().reconciling()) { // ends first: the span is its exemplar
            var observed = observer.observe(world, context);
            noteHosts(observed);
            ledgers.metrics().observed(observed);
            var plan = WorldPlan.of(observed);
            var outcome = applier.apply(observed, plan, correlation, context);
            var listening = listening(observed, outcome);
            var status = listening.isPresent() ? world.getStatus() : statusFactory.create(observed, plan, outcome);
            eventReporter.report(world, outcome, status, correlation);
            ledgers.metrics().reported(observed, outcome, status, listening.isEmpty());
            var control = report(observed, status, outcome, listening);
            timing.came(outcome.refusal() == null ? "success" : "refused");
            span.succeeded();
            return control;
        }
    }

    @Override
    public DeleteControl cleanup(WorldSpec world, Context<WorldSpec> context) {
        var correlation = WorldRefs.correlation(world);
        try (var scope = CorrelationScope.open(correlation);
                var span = ledgers.spans().of("clean up worldspec", world, correlation);
                var timing = ledgers.metrics().reconciling()) {
            var control = cleanup.cleanup(world, correlation, context);
            timing.came("success");
            span.succeeded();
            return control;
        }
    }

    /** A host that was ready and is not has lost its process: what it said before no longer holds. */
    private void noteHosts(WorldObservation observed) {
        var uid = observed.world().getMetadata().getUid();
        var topology = observed.topologySpec();
        ledgers.statusCache()
                .follow(
                        uid,
                        topology == null
                                ? Set.of()
                                : topology.hosts().stream().map(Host::name).collect(Collectors.toUnmodifiableSet()));
        for (var pod : observed.pods().values()) {
            ledgers.statusCache().podReady(uid, pod.name(), pod.serves());
        }
    }

    /** After a restart what was reported stands until the hosts have spoken, for a bounded time. */
    private Optional<Duration> listening(WorldObservation observed, WorldOutcome outcome) {
        var rest = ledgers.throttle().listening(observed.world().getMetadata().getUid());
        return observed.world().getStatus() == null || statusFactory.hasReport(observed, outcome.topology())
                ? Optional.empty()
                : rest;
    }

    private UpdateControl<WorldSpec> report(
            WorldObservation observed, WorldSpecStatus status, WorldOutcome outcome, Optional<Duration> listening) {
        var world = observed.world();
        var step = ledgers.throttle().next(world.getMetadata().getUid(), world.getStatus(), status);
        var control = step instanceof StatusThrottle.Step.Write
                ? UpdateControl.patchStatus(statusOnly(world, status))
                : UpdateControl.<WorldSpec>noUpdate();
        Stream.of(waits(world, step, outcome), listening.stream(), observed.fencing().again().stream())
                .flatMap(wait -> wait)
                .min(Comparator.naturalOrder())
                .ifPresent(control::rescheduleAfter);
        return control;
    }

    /** What has to be looked at again although nothing happens until then. */
    private static Stream<Duration> waits(WorldSpec world, StatusThrottle.Step step, WorldOutcome outcome) {
        var waits = Stream.<Duration>builder();
        if (step instanceof StatusThrottle.Step.Wait(var rest)) {
            waits.add(rest);
        }
        if (!outcome.published() || (isAsked(world) && outcome.manualOperation().isEmpty())) {
            waits.add(UNTIL_OBSERVED);
        }
        if (!outcome.refusedHosts().isEmpty()) {
            waits.add(UNTIL_ALLOWED);
        }
        outcome.scaling().flatMap(ScalingDecision::again).ifPresent(waits);
        return waits.build();
    }

    /** Whether a forced operation is asked for, and so may wait for another round. */
    private static boolean isAsked(WorldSpec world) {
        return Optional.ofNullable(world.getMetadata().getAnnotations())
                .flatMap(ManualOperation::of)
                .isPresent();
    }

    private static WorldSpec statusOnly(WorldSpec world, WorldSpecStatus status) {
        var patch = new WorldSpec();
        patch.setMetadata(new ObjectMetaBuilder()
                .withNamespace(world.getMetadata().getNamespace())
                .withName(world.getMetadata().getName())
                .withUid(world.getMetadata().getUid())
                .build());
        patch.setStatus(status);
        return patch;
    }
}
