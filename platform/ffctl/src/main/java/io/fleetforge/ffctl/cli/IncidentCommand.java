package io.fleetforge.ffctl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetforge.ffctl.cluster.AlertRouter;
import io.fleetforge.ffctl.cluster.WrongUseException;
import io.fleetforge.ffctl.render.Ages;
import io.fleetforge.ffctl.render.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows incidents, and applies actions to them. */
@Command(
        name = "incident",
        mixinStandardHelpOptions = true,
        description = {
            "Show incidents (list, show, review) or apply an action to one: acknowledge, unacknowledge, assign, snooze,"
                    + " mitigate, resolve, note, reviewed.",
            "Without --all the list contains active incidents only."
        })
final class IncidentCommand extends AlertRouterCommand {

    private static final List<String> ACTIONS =
            List.of("acknowledge", "unacknowledge", "assign", "snooze", "mitigate", "resolve", "note", "reviewed");

    @Parameters(index = "0", paramLabel = "VERB", description = "default: list", arity = "0..1", defaultValue = "list")
    String verb;

    @Parameters(index = "1", paramLabel = "ID", description = "of the incident", arity = "0..1")
    @Nullable
    String id;

    @Option(names = "--all", description = "list closed incidents as well")
    boolean all;

    @Option(
            names = {"-m", "--note"},
            paramLabel = "TEXT",
            description = "for the timeline")
    @Nullable
    String note;

    @Option(names = "--user", description = "the assignee, for assign")
    @Nullable
    String user;

    @Option(names = "--for", paramLabel = "TIME", description = "pause of the escalation, for snooze, such as 30m")
    @Nullable
    Duration snoozed;

    @Override
    void check() {
        var isAction = ACTIONS.contains(verb) || verb.equals("show") || verb.equals("review");
        if (!isAction && !verb.equals("list")) {
            throw wrongUse("there is no verb '%s'; available are list, show, review, %s"
                    .formatted(verb, String.join(", ", ACTIONS)));
        }
        if (isAction && id == null) {
            throw wrongUse(verb + " needs the ID of an incident");
        }
    }

    @Override
    int run(AlertRouter router) {
        if (verb.equals("list")) {
            return list(router);
        }
        var path = "/api/v1/incidents/" + id;
        if (verb.equals("review")) {
            return review(router.text(path + "/review"));
        }
        return show(verb.equals("show") ? router.get(path) : router.post(path + "/" + action(), body()));
    }

    private String action() {
        return verb.equals("reviewed") ? "review" : verb;
    }

    private HashMap<String, Object> body() {
        var body = new HashMap<String, Object>();
        if (note != null) {
            body.put("note", note);
        }
        if (user != null) {
            body.put("user", user);
        }
        if (snoozed != null) {
            body.put("minutes", Math.max(1, snoozed.toMinutes()));
        }
        return body;
    }

    private int list(AlertRouter router) {
        var incidents = router.list("/api/v1/incidents" + (all ? "" : "?state=active"))
                .orElseThrow(() -> new WrongUseException("the address is not that of an alert-router"));
        var table = new Table("ID", "SEVERITY", "STATE", "AGE", "WORLD", "ACKNOWLEDGED BY", "TITLE");
        incidents.forEach(each -> table.row(
                text(each, "id"),
                text(each, "severity"),
                text(each, "state"),
                age(each),
                world(each),
                text(each, "acknowledgedBy"),
                text(each, "title")));
        if (incidents.isEmpty()) {
            note(all ? "no incidents" : "no active incidents; --all lists closed ones");
        }
        if (json() || !incidents.isEmpty()) {
            print(table.lines(), incidents);
        }
        return ExitCode.OK;
    }

    private int show(Optional<JsonNode> answer) {
        if (answer.isEmpty()) {
            note("there is no incident " + id);
            return ExitCode.FOUND;
        }
        var incident = answer.get();
        var lines = new ArrayList<String>();
        lines.add("%s  %s  %s".formatted(text(incident, "id"), text(incident, "severity"), text(incident, "state")));
        lines.add(text(incident, "title"));
        lines.add("world %s, correlation id %s".formatted(world(incident), text(incident, "correlationId")));
        lines.add("acknowledged by: %s, assignee: %s"
                .formatted(text(incident, "acknowledgedBy"), text(incident, "assignee")));
        lines.add("runbook: " + text(incident, "runbookUrl"));
        lines.add("");
        var table = new Table("AT", "WHAT", "BY", "");
        items(incident.path("timeline"))
                .forEach(entry -> table.row(
                        text(entry, "at"),
                        text(entry, "kind"),
                        text(entry, "actor"),
                        entry.path("text").asText("")));
        lines.addAll(table.lines());
        print(lines, incident);
        return ExitCode.OK;
    }

    private int review(Optional<String> markdown) {
        if (markdown.isEmpty()) {
            note("there is no incident " + id);
            return ExitCode.FOUND;
        }
        print(markdown.get());
        return ExitCode.OK;
    }

    private String age(JsonNode incident) {
        return Ages.parse(text(incident, "openedAt"))
                .map(opened -> Ages.format(Duration.between(opened, main.clock.instant())))
                .orElse("-");
    }

    private static String world(JsonNode incident) {
        var world = text(incident, "world");
        return world.equals("-") ? "-" : text(incident, "namespace") + "/" + world;
    }
}
