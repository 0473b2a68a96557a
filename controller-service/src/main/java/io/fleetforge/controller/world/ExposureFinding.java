package io.fleetforge.controller.world;

import io.fleetforge.contracts.crd.ExposureSpec;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.controller.problem.WorldProblem;
import java.util.Locale;
import java.util.Optional;

/** The condition Exposed: whether players outside the cluster reach every host. */
final class ExposureFinding {

    private ExposureFinding() {}

    /** Empty for a world whose players are inside the cluster, or that has no record yet. */
    static Optional<Finding> of(WorldSpec world, WorldOutcome outcome) {
        var topology = outcome.topology();
        var exposure = world.getSpec().exposure();
        if (!exposure.exposesHosts() || topology == null) {
            return Optional.empty();
        }
        var problems = outcome.exposure().problems().stream()
                .filter(problem -> problem instanceof WorldProblem.NotExposed)
                .toList();
        if (!problems.isEmpty()) {
            var more = problems.size() - 1;
            return Optional.of(new Finding(
                    false,
                    problems.getFirst().reason(),
                    problems.getFirst().message() + (more > 0 ? "; and " + more + " more" : "")));
        }
        var waiting = topology.hosts().stream()
                .map(Host::name)
                .filter(host -> topology.address(host).isEmpty())
                .sorted()
                .findFirst();
        return Optional.of(waiting.map(host ->
                        new Finding(false, "WaitingForAddresses", count(topology) + "; " + waitsFor(exposure, host)))
                .or(() -> outcome.exposure()
                        .waitingFor()
                        .map(route -> new Finding(
                                false,
                                "WaitingForGateway",
                                count(topology) + "; " + route + " is not accepted by its Gateway yet")))
                .orElseGet(() -> new Finding(true, "AddressesAssigned", count(topology))));
    }

    private static String count(WorldTopologySpec topology) {
        var known = topology.hosts().stream()
                .filter(host -> topology.address(host.name()).isPresent())
                .count();
        return String.format(
                Locale.ROOT,
                "%d of %d hosts have a public address",
                known,
                topology.hosts().size());
    }

    private static String waitsFor(ExposureSpec exposure, String host) {
        return ExposureSpec.LOAD_BALANCER.equals(exposure.type())
                ? "service/" + host + " waits for an address from the load balancer of the cluster"
                : "httproute/" + host + " is being written";
    }
}
