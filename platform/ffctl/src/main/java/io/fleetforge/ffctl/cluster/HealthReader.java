package io.fleetforge.ffctl.cluster;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopology;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.ffctl.health.ClusterObservation;
import io.fleetforge.ffctl.health.FiringAlert;
import io.fleetforge.ffctl.health.LeaseCheck;
import io.fleetforge.ffctl.health.LocalWarnings;
import io.fleetforge.ffctl.health.Observed;
import io.fleetforge.ffctl.health.ObservedLease;
import io.fleetforge.ffctl.health.ObservedServices;
import io.fleetforge.ffctl.health.ObservedWorlds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads everything that the doctor checks. A refusal becomes part of the observation; an unavailable API server is thrown.
 */
public final class HealthReader {

    /** Longer than any holder of a Lease waits between two renewals. */
    private static final Duration SECOND_READ_AFTER = Duration.ofSeconds(5);

    private static final Scope SYSTEM = Scope.of(Labels.SYSTEM_NAMESPACE);

    private final Cluster cluster;
    private final Scope scope;
    private final Clock clock;

    public HealthReader(Cluster cluster, Scope scope, Clock clock) {
        this.cluster = cluster;
        this.scope = scope;
        this.clock = clock;
    }

    public ClusterObservation read(Optional<Supplier<Observed<FiringAlert>>> alerts) throws InterruptedException {
        var version = cluster.client().getKubernetesVersion().getGitVersion();
        var leases = leases();
        var servicePods = observe(() -> cluster.list(Pod.class, SYSTEM));
        var hosts = observe(() -> cluster.list(Pod.class, scope, Labels.COMPONENT, Labels.COMPONENT_CELL_HOST));
        return new ClusterObservation(
                clock.instant(),
                cluster.server() + " " + version,
                crds(),
                new ObservedServices(
                        observe(() -> cluster.list(Deployment.class, SYSTEM)),
                        servicePods,
                        leases.services(),
                        new TopicReports(cluster).read(servicePods, hosts)),
                new ObservedWorlds(
                        observe(() -> cluster.list(WorldSpec.class, scope)),
                        observe(() -> cluster.list(WorldTopology.class, scope)),
                        hosts,
                        leases.hosts()),
                observe(() -> cluster.list(Event.class, scope).stream()
                        .filter(event -> "Warning".equals(event.getType()))
                        .filter(event -> cluster.local().isEmpty() || !LocalWarnings.isOfStart(event))
                        .toList()),
                alerts.map(Supplier::get));
    }

    private Observed<String> crds() {
        return observe(() -> cluster.client().resources(CustomResourceDefinition.class).list().getItems().stream()
                .filter(HealthReader::isEstablished)
                .map(crd -> crd.getMetadata().getName())
                .toList());
    }

    private static boolean isEstablished(CustomResourceDefinition crd) {
        return crd.getStatus() != null
                && crd.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    private record Leases(Observed<ObservedLease> services, Observed<ObservedLease> hosts) {}

    /** Reads once, and a second time when a Lease seems old: then it counts whether it was renewed in between. */
    private Leases leases() throws InterruptedException {
        var services = observe(this::serviceLeases);
        var hosts = observe(this::hostLeases);
        var now = clock.instant();
        if (!needsSecondRead(services, now) && !needsSecondRead(hosts, now)) {
            return new Leases(once(services), once(hosts));
        }
        Thread.sleep(SECOND_READ_AFTER);
        return new Leases(twice(services, observe(this::serviceLeases)), twice(hosts, observe(this::hostLeases)));
    }

    private List<Lease> serviceLeases() {
        return cluster.list(Lease.class, SYSTEM).stream()
                .filter(lease -> LeaseCheck.ELECTING_SERVICES.contains(
                        lease.getMetadata().getName()))
                .toList();
    }

    /** A cluster has other Leases too. */
    private List<Lease> hostLeases() {
        return cluster.list(Lease.class, scope).stream()
                .filter(lease -> lease.getMetadata().getLabels() != null
                        && lease.getMetadata().getLabels().containsKey(Labels.WORLD_UID))
                .toList();
    }

    private static boolean needsSecondRead(Observed<Lease> leases, Instant now) {
        return leases.items().stream()
                .anyMatch(lease -> LeaseCheck.needsSecondRead(new ObservedLease(lease, false), now));
    }

    private static Observed<ObservedLease> once(Observed<Lease> leases) {
        return new Observed<>(
                leases.items().stream()
                        .map(lease -> new ObservedLease(lease, false))
                        .toList(),
                leases.refusal());
    }

    private static Observed<ObservedLease> twice(Observed<Lease> first, Observed<Lease> second) {
        var before = first.items().stream().collect(Collectors.toMap(HealthReader::key, HealthReader::renewal));
        return new Observed<>(
                second.items().stream()
                        .map(lease -> new ObservedLease(lease, !Objects.equals(before.get(key(lease)), renewal(lease))))
                        .toList(),
                second.refusal());
    }

    private static String key(Lease lease) {
        return lease.getMetadata().getNamespace() + "/" + lease.getMetadata().getName();
    }

    private static String renewal(Lease lease) {
        return lease.getSpec() == null ? "" : String.valueOf(lease.getSpec().getRenewTime());
    }

    private static <T> Observed<T> observe(Supplier<List<T>> list) {
        try {
            return Observed.of(list.get());
        } catch (KubernetesClientException e) {
            if (Failures.isRefusal(e)) {
                return Observed.refused(Failures.describe(e));
            }
            throw e;
        }
    }
}
