package io.fleetforge.ffctl.health;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether what was installed is there and available. */
final class ServiceJudge {

    /** The services that are Deployments; the fifth, the cell hosts, are pods of their worlds. */
    static final List<String> DEPLOYMENTS =
            List.of("fleetforge-controller", "fleetforge-alert-router", "fleetforge-backup", "fleetforge-chaos");

    private static final List<String> CRDS = List.of("worldspecs.fleetforge.io", "worldtopologies.fleetforge.io");

    private ServiceJudge() {}

    static List<Check> crds(Seen<String> seen) {
        return seen.judge("crds", established -> {
            var missing =
                    CRDS.stream().filter(crd -> !established.contains(crd)).toList();
            return missing.isEmpty()
                    ? List.of(Check.ok("crds", String.join(", ", CRDS)))
                    : List.of(Check.bad(
                            "crds",
                            String.join(", ", missing),
                            "not installed, or not established: apply infra/crds",
                            Runbook.SERVICE_DOWN));
        });
    }

    static List<Check> deployments(Seen<Deployment> seen) {
        return seen.judge("deployments", found -> {
            var checks = new ArrayList<Check>();
            for (var name : DEPLOYMENTS) {
                checks.add(found.stream()
                        .filter(deployment -> deployment.getMetadata().getName().equals(name))
                        .findFirst()
                        .map(ServiceJudge::deployment)
                        .orElseGet(() -> Check.bad("deployments", name, "not there", Runbook.SERVICE_DOWN)));
            }
            return checks;
        });
    }

    private static Check deployment(Deployment deployment) {
        var name = deployment.getMetadata().getName();
        var wanted = deployment.getSpec() == null
                ? 1
                : Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1);
        var available = deployment.getStatus() == null
                ? 0
                : orZero(deployment.getStatus().getAvailableReplicas());
        var said = available + " of " + wanted + " available";
        if (wanted == 0) {
            return Check.warn("deployments", name, "scaled to 0", Runbook.SERVICE_DOWN);
        }
        if (available == 0) {
            return Check.bad("deployments", name, said, Runbook.SERVICE_DOWN);
        }
        return available < wanted
                ? Check.warn("deployments", name, said, Runbook.REPLICA_DOWN)
                : new Check("deployments", Verdict.OK, name, said, null);
    }

    private static int orZero(@Nullable Integer number) {
        return number == null ? 0 : number;
    }
}
