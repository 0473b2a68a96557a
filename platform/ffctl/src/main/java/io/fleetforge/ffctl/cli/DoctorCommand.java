package io.fleetforge.ffctl.cli;

import io.fleetforge.ffctl.cluster.Cluster;
import io.fleetforge.ffctl.cluster.HealthReader;
import io.fleetforge.ffctl.cluster.PrometheusAlerts;
import io.fleetforge.ffctl.health.Diagnosis;
import io.fleetforge.ffctl.health.Severity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the results of all checks. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Check the platform and name the runbook of each problem.",
            "Checks services, leaders, worlds, hosts, Events and, with a Prometheus, firing alerts.",
            "Exit codes: 0 nothing is bad (there may be warnings), 1 a check is bad, 2 wrong use, 3 the cluster does not answer."
        })
final class DoctorCommand extends ClusterCommand {

    @Option(
            names = "--prometheus",
            paramLabel = "URL",
            description = "also check firing alerts (default: $FFCTL_PROMETHEUS, or the one of the local platform)")
    @Nullable
    String prometheus;

    @Override
    int run(Cluster cluster) throws InterruptedException {
        var url = address(prometheus, "FFCTL_PROMETHEUS", cluster.local().flatMap(platform -> platform.prometheus()));
        var alerts = url.map(PrometheusAlerts::new);
        var observed = new HealthReader(cluster, scopeOrAll(), main.clock).read(alerts.map(source -> source::firing));
        var diagnosis = Diagnosis.of(observed);
        print(diagnosis.table(), diagnosis.view());
        return diagnosis.severity() == Severity.BAD ? ExitCode.FOUND : ExitCode.OK;
    }
}
