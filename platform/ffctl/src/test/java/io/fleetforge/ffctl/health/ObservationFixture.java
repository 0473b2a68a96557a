package io.fleetforge.ffctl.health;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopology;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A healthy platform at noon; each test changes one part of it. */
final class ObservationFixture {

    static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    final List<Deployment> deployments = new ArrayList<>();
    final List<Pod> pods = new ArrayList<>();
    final List<ObservedLease> leaders = new ArrayList<>();
    final List<ObservedTopics> topics =
            new ArrayList<>(List.of(new ObservedTopics("fleetforge-alert-router", List.of(), Optional.empty())));
    final List<WorldSpec> worlds = new ArrayList<>();
    final List<WorldTopology> topologies = new ArrayList<>();
    final List<Pod> hosts = new ArrayList<>();
    final List<ObservedLease> hostLeases = new ArrayList<>();
    final List<Event> warnings = new ArrayList<>();
    final List<String> crds = new ArrayList<>(List.of("worldspecs.fleetforge.io", "worldtopologies.fleetforge.io"));
    Optional<Observed<FiringAlert>> alerts = Optional.empty();

    ObservationFixture() {
        ServiceCheck.DEPLOYMENTS.forEach(name -> deployments.add(deployment(name, 1, 1)));
        LeaseCheck.ELECTING_SERVICES.forEach(
                name -> leaders.add(lease("fleetforge-system", name, "2026-01-01T11:59:58.000000Z")));
        worlds.add(world("starter", "Ready", 2, """
                - {type: Ready, status: "True", reason: AllCellsRunning}
                """));
        topologies.add(Serialization.unmarshal("""
                metadata: {name: starter, namespace: games}
                spec:
                  revision: 1
                  epoch: 2
                  source: {bounds: {xMin: 0, xMax: 1, yMin: 0, yMax: 1}, initialCells: 1, minCellSize: 1, maxPlayersPerCell: 9}
                  hosts: [{name: starter-0, incarnation: 1}]
                  cells: []
                """, WorldTopology.class));
        hosts.add(host("starter-0", "2026-01-01T11:00:00Z", "{running: {}}", true));
        hostLeases.add(lease("games", "starter-0", "2026-01-01T11:59:58.000000Z"));
    }

    Diagnosis diagnosis() {
        return Diagnosis.of(new ClusterObservation(
                NOON,
                "https://cluster v1.36.3",
                Observed.of(crds),
                new ObservedServices(
                        Observed.of(deployments), Observed.of(pods), Observed.of(leaders), Observed.of(topics)),
                new ObservedWorlds(
                        Observed.of(worlds), Observed.of(topologies), Observed.of(hosts), Observed.of(hostLeases)),
                Observed.of(warnings),
                alerts));
    }

    /** Results that are not ok. */
    List<CheckResult> problems() {
        return diagnosis().checks().stream()
                .filter(check -> check.severity() != Severity.OK)
                .toList();
    }

    static Deployment deployment(String name, int wanted, int available) {
        return Serialization.unmarshal("""
                metadata: {name: %s}
                spec: {replicas: %d}
                status: {availableReplicas: %d}
                """.formatted(name, wanted, available), Deployment.class);
    }

    static ObservedLease lease(String namespace, String name, String renewed) {
        return new ObservedLease(
                Serialization.unmarshal("""
                metadata: {name: %s, namespace: %s}
                spec: {holderIdentity: %s-abc, renewTime: "%s"}
                """.formatted(name, namespace, name, renewed), Lease.class), false);
    }

    static WorldSpec world(String name, String phase, int readyCells, String conditions) {
        return Serialization.unmarshal("""
                metadata: {name: %s, namespace: games, generation: 1, creationTimestamp: "2026-01-01T11:00:00Z"}
                status:
                  phase: %s
                  cells: 2
                  readyCells: %d
                  conditions:
                """.formatted(name, phase, readyCells) + conditions.indent(4), WorldSpec.class);
    }

    static Pod host(String name, String created, String state, boolean ready) {
        return Serialization.unmarshal("""
                metadata:
                  name: %s
                  namespace: games
                  creationTimestamp: "%s"
                  labels: {fleetforge.io/world: starter}
                status:
                  conditions: [{type: Ready, status: "%s"}]
                  containerStatuses: [{name: cell-host, image: cell, restartCount: 0, state: %s}]
                """.formatted(name, created, ready ? "True" : "False", state), Pod.class);
    }
}
