package io.fleetforge.ffctl.cli;

import io.fleetforge.ffctl.cluster.Cluster;
import io.fleetforge.ffctl.cluster.HealthReader;
import io.fleetforge.ffctl.cluster.PrometheusAlerts;
import io.fleetforge.ffctl.health.Diagnosis;
import io.fleetforge.ffctl.health.Severity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says what is wrong. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Say what is wrong and which runbook tells what to do.",
            "Looks at the services, their leaders, worlds, hosts, Events and, with a Prometheus, at the alerts.",
            "Exit codes: 0 nothing is bad (warnings may be), 1 something is, 2 wrong use, 3 the cluster does not answer."
        })
final class DoctorCommand extends ClusterCommand {

    @Option(
            names = "--prometheus",
            paramLabel = "URL",
            description = "also ask for alerts (default: $FFCTL_PROMETHEUS, or what the local platform runs)")
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
