package io.fleetforge.ffctl.health;

import io.fleetforge.ffctl.render.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** All checks over one observation, in a fixed order. Equal observations give equal results. */
public record Diagnosis(String server, List<CheckResult> checks) {

    /** A diagnosis as JSON. */
    public record View(String server, String severity, List<Entry> checks) {}

    /** A check as JSON. */
    public record Entry(
            String check,
            String severity,
            String subject,
            String observed,
            @org.jspecify.annotations.Nullable String runbook) {}

    public Diagnosis {
        Objects.requireNonNull(server, "server");
        checks = List.copyOf(checks);
    }

    public static Diagnosis of(ClusterObservation observed) {
        var checks = new ArrayList<CheckResult>();
        checks.add(CheckResult.ok("api-server", observed.server()));
        var results = Stream.of(
                ServiceCheck.crds(observed.crds()),
                ServiceCheck.deployments(observed.services().deployments()),
                LeaseCheck.leaders(observed.services().leases(), observed.now()),
                PodCheck.crashes("service-pods", observed.services().pods(), Runbook.SERVICE_DOWN, observed.now()),
                TopicCheck.topics(observed.services().topics()),
                WorldCheck.worlds(observed.worlds().worlds(), observed.now()),
                WorldCheck.cells(observed.worlds().worlds(), observed.now()),
                PodCheck.crashes("host-crashes", observed.worlds().hosts(), Runbook.HOST_CRASH_LOOP, observed.now()),
                PodCheck.hosts(observed.worlds(), observed.now()),
                LeaseCheck.hosts(observed.worlds(), observed.now()),
                WorldCheck.scaling(observed.worlds().worlds()),
                EventCheck.warnings(observed.warnings(), observed.now()),
                observed.alerts().map(AlertCheck::alerts).orElseGet(List::of));
        results.forEach(checks::addAll);
        return new Diagnosis(observed.server(), checks);
    }

    public Severity severity() {
        return checks.stream()
                .map(CheckResult::severity)
                .max(Comparator.naturalOrder())
                .orElse(Severity.OK);
    }

    public List<String> table() {
        var table = new Table("SEVERITY", "CHECK", "SUBJECT", "RUNBOOK", "OBSERVED");
        checks.forEach(check -> table.row(
                lowerCase(check.severity()),
                check.check(),
                orDash(check.subject()),
                orDash(Objects.requireNonNullElse(check.runbook(), "")),
                check.observed()));
        return table.lines();
    }

    public View view() {
        return new View(
                server,
                lowerCase(severity()),
                checks.stream()
                        .map(check -> new Entry(
                                check.check(),
                                lowerCase(check.severity()),
                                check.subject(),
                                check.observed(),
                                check.runbook()))
                        .toList());
    }

    private static String lowerCase(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
