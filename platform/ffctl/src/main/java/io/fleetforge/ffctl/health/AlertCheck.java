package io.fleetforge.ffctl.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** What fires in Prometheus. P1 and P2 are bad; P3 can wait; P4, the Watchdog among them, is for information. */
final class AlertCheck {

    private static final Set<String> BAD = Set.of("P1", "P2");
    private static final String INFORMATION = "P4";

    private AlertCheck() {}

    static List<CheckResult> alerts(Observed<FiringAlert> observed) {
        return observed.check("alerts", firing -> {
            var checks = new ArrayList<CheckResult>();
            firing.stream()
                    .filter(alert -> !alert.severity().equals(INFORMATION))
                    .sorted(Comparator.comparing(FiringAlert::severity).thenComparing(FiringAlert::name))
                    .forEach(alert -> checks.add(new CheckResult(
                            "alerts",
                            BAD.contains(alert.severity()) ? Severity.BAD : Severity.WARN,
                            alert.subject(),
                            alert.name() + " (" + alert.severity() + "): " + alert.summary(),
                            alert.runbookUrl())));
            return checks.isEmpty() ? List.of(CheckResult.ok("alerts", "nothing fires above " + INFORMATION)) : checks;
        });
    }
}
