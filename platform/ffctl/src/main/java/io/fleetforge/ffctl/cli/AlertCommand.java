package io.fleetforge.ffctl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetforge.ffctl.cluster.AlertRouter;
import io.fleetforge.ffctl.render.Table;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tests the routing of an alert. */
@Command(
        name = "alert",
        mixinStandardHelpOptions = true,
        description = {
            "Show the destinations of an alert with these labels now; nothing is sent.",
            "Exit code 1 when no notification would be sent: silenced, inhibited, or a receiver without integrations."
        })
final class AlertCommand extends AlertRouterCommand {

    /** The subcommands. */
    enum Verb {
        ROUTE_TEST;

        @Override
        public String toString() {
            return "route-test";
        }
    }

    @Parameters(
            index = "0",
            paramLabel = "route-test",
            description = "show the destinations",
            converter = VerbConverter.class)
    Verb verb;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "LABEL=VALUE",
            description = "such as alertname=HostDown severity=P1")
    Map<String, String> labels;

    @Override
    int run(AlertRouter router) {
        var destinations = router.post("/api/v1/routes/test", labels)
                .map(AlertRouterCommand::items)
                .orElseGet(List::of);
        var table = new Table("RECEIVER", "INTEGRATIONS", "PAGES", "AFTER", "GROUP", "SUPPRESSED BY");
        destinations.forEach(each -> table.row(
                text(each, "receiver"),
                joined(each.path("integrations")),
                joined(each.path("pages")),
                text(each, "groupWait"),
                text(each, "group"),
                each.path("suppressed").isNull() ? "-" : text(each, "suppressed")));
        print(table.lines(), destinations);
        var isNotified = destinations.stream()
                .anyMatch(each -> each.path("suppressed").asText("").isEmpty()
                        && !each.path("integrations").isEmpty());
        return isNotified ? ExitCode.OK : ExitCode.FOUND;
    }

    private static String joined(JsonNode texts) {
        var joined = items(texts).stream().map(JsonNode::asText).collect(Collectors.joining(","));
        return joined.isEmpty() ? "-" : joined;
    }

    /** Reads the verb. */
    static final class VerbConverter implements picocli.CommandLine.ITypeConverter<Verb> {
        @Override
        public Verb convert(String text) {
            if (!text.equals(Verb.ROUTE_TEST.toString())) {
                throw new picocli.CommandLine.TypeConversionException(
                        "there is no verb '" + text + "'; available is route-test");
            }
            return Verb.ROUTE_TEST;
        }
    }
}
