package io.fleetforge.ffctl.health;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether CRDs and services are installed and available. */
final class ServiceCheck {

    /** The services that are Deployments; the fifth, the cell hosts, are pods of their worlds. */
    static final List<String> DEPLOYMENTS =
            List.of("fleetforge-controller", "fleetforge-alert-router", "fleetforge-backup", "fleetforge-chaos");

    private static final List<String> CRDS = List.of("worldspecs.fleetforge.io", "worldtopologies.fleetforge.io");

    private ServiceCheck() {}

    static List<CheckResult> crds(Observed<String> observed) {
        return observed.check("crds", established -> {
            var missing =
                    CRDS.stream().filter(crd -> !established.contains(crd)).toList();
            return missing.isEmpty()
                    ? List.of(CheckResult.ok("crds", String.join(", ", CRDS)))
                    : List.of(CheckResult.bad(
                            "crds",
                            String.join(", ", missing),
                            "not installed, or not established: apply infra/crds",
                            Runbook.SERVICE_DOWN));
        });
    }

    static List<CheckResult> deployments(Observed<Deployment> observed) {
        return observed.check("deployments", found -> {
            var checks = new ArrayList<CheckResult>();
            for (var name : DEPLOYMENTS) {
                checks.add(found.stream()
                        .filter(deployment -> deployment.getMetadata().getName().equals(name))
                        .findFirst()
                        .map(ServiceCheck::deployment)
                        .orElseGet(() -> CheckResult.bad("deployments", name, "not found", Runbook.SERVICE_DOWN)));
            }
            return checks;
        });
    }

    private static CheckResult deployment(Deployment deployment) {
        var name = deployment.getMetadata().getName();
        var desired = deployment.getSpec() == null
                ? 1
                : Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1);
        var available = deployment.getStatus() == null
                ? 0
                : orZero(deployment.getStatus().getAvailableReplicas());
        var observed = available + " of " + desired + " available";
        if (desired == 0) {
            return CheckResult.warn("deployments", name, "scaled to 0", Runbook.SERVICE_DOWN);
        }
        if (available == 0) {
            return CheckResult.bad("deployments", name, observed, Runbook.SERVICE_DOWN);
        }
        return available < desired
                ? CheckResult.warn("deployments", name, observed, Runbook.REPLICA_DOWN)
                : new CheckResult("deployments", Severity.OK, name, observed, null);
    }

    private static int orZero(@Nullable Integer number) {
        return number == null ? 0 : number;
    }
}
