package io.fleetforge.ffctl.health;

import io.fleetforge.contracts.topic.TopicDifference;
import io.fleetforge.ffctl.render.Counts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether the topics are as declared, as one process of each service reports. */
final class TopicCheck {

    private static final String CHECK = "topics";

    private TopicCheck() {}

    static List<CheckResult> topics(Observed<ObservedTopics> observed) {
        return observed.check(CHECK, reports -> {
            if (reports.isEmpty()) {
                return List.of(CheckResult.notRead(CHECK, "no service answers"));
            }
            var checks = new ArrayList<CheckResult>();
            servicesByDifference(reports)
                    .forEach((difference, services) -> checks.add(differs(difference, String.join(", ", services))));
            reports.forEach(report -> report.failure()
                    .ifPresent(failure -> checks.add(
                            CheckResult.warn(CHECK, report.service(), failure, Runbook.TOPIC_MISCONFIGURED))));
            return checks.isEmpty()
                    ? List.of(CheckResult.ok(CHECK, "as declared for " + Counts.format(reports.size(), "service")))
                    : checks;
        });
    }

    private static CheckResult differs(TopicDifference difference, String services) {
        return new CheckResult(
                CHECK,
                difference.canLoseState() ? Severity.BAD : Severity.WARN,
                difference.topic(),
                difference.setting() + " " + difference.entryValue() + " (reported by " + services + ")",
                Runbook.TOPIC_MISCONFIGURED.path());
    }

    private static Map<TopicDifference, List<String>> servicesByDifference(List<ObservedTopics> reports) {
        var services = new LinkedHashMap<TopicDifference, List<String>>();
        for (var report : reports) {
            for (var difference : report.differences()) {
                services.computeIfAbsent(difference, first -> new ArrayList<>()).add(report.service());
            }
        }
        return services;
    }
}
