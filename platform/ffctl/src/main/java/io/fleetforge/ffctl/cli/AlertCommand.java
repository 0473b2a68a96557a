package io.fleetforge.ffctl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetforge.ffctl.cluster.AlertRouter;
import io.fleetforge.ffctl.render.Table;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Asks where an alert would go. */
@Command(
        name = "alert",
        mixinStandardHelpOptions = true,
        description = {
            "Ask where an alert with these labels would go now; nothing is sent.",
            "Exit code 1 when nobody would hear of it: silenced, inhibited, or a receiver without channels."
        })
final class AlertCommand extends AlertRouterCommand {

    /** What can be asked. */
    enum Question {
        ROUTE_TEST;

        @Override
        public String toString() {
            return "route-test";
        }
    }

    @Parameters(
            index = "0",
            paramLabel = "route-test",
            description = "the question",
            converter = QuestionConverter.class)
    Question question;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "LABEL=VALUE",
            description = "such as alertname=HostDown severity=P1")
    Map<String, String> labels;

    @Override
    int run(AlertRouter router) {
        var places = router.post("/api/v1/routes/test", labels)
                .map(AlertRouterCommand::items)
                .orElseGet(List::of);
        var table = new Table("RECEIVER", "CHANNELS", "PAGES", "AFTER", "GROUP", "KEPT QUIET BY");
        places.forEach(place -> table.row(
                text(place, "receiver"),
                joined(place.path("channels")),
                joined(place.path("pages")),
                text(place, "groupWait"),
                text(place, "group"),
                place.path("suppressed").isNull() ? "-" : text(place, "suppressed")));
        print(table.lines(), places);
        var isHeard = places.stream()
                .anyMatch(place -> place.path("suppressed").asText("").isEmpty()
                        && !place.path("channels").isEmpty());
        return isHeard ? ExitCode.OK : ExitCode.FOUND;
    }

    private static String joined(JsonNode texts) {
        var joined = items(texts).stream().map(JsonNode::asText).collect(Collectors.joining(","));
        return joined.isEmpty() ? "-" : joined;
    }

    /** Reads the question as it is written. */
    static final class QuestionConverter implements picocli.CommandLine.ITypeConverter<Question> {
        @Override
        public Question convert(String text) {
            if (!text.equals(Question.ROUTE_TEST.toString())) {
                throw new picocli.CommandLine.TypeConversionException(
                        "'" + text + "' cannot be asked; there is route-test");
            }
            return Question.ROUTE_TEST;
        }
    }
}
