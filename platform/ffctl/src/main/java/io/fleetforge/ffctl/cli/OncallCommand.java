package io.fleetforge.ffctl.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.fleetforge.ffctl.cluster.AlertRouter;
import io.fleetforge.ffctl.render.Table;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the users on call. */
@Command(
        name = "oncall",
        mixinStandardHelpOptions = true,
        description = {
            "Show the user on call in each schedule, the end of the shift and the next user.",
            "Exit code 1 when a schedule has a gap."
        })
final class OncallCommand extends AlertRouterCommand {

    @Option(names = "--at", paramLabel = "TIME", description = "a moment such as 2026-01-02T03:04:05Z (default: now)")
    @Nullable
    String at;

    @Override
    int run(AlertRouter router) {
        var query = at == null ? "" : "?at=" + URLEncoder.encode(at, StandardCharsets.UTF_8);
        var table = new Table("SCHEDULE", "ON CALL", "UNTIL", "NEXT", "FROM");
        var schedules = router.list("/api/v1/oncall" + query).orElseGet(java.util.List::of);
        schedules.forEach(each -> table.row(
                text(each, "schedule"),
                user(each.path("now")),
                text(each.path("now"), "until"),
                user(each.path("next")),
                text(each.path("next"), "from")));
        if (schedules.isEmpty()) {
            note("the routing file has no schedules");
        }
        if (json() || !schedules.isEmpty()) {
            print(table.lines(), schedules);
        }
        var hasGap = schedules.stream().anyMatch(each -> each.path("now").isNull());
        return hasGap ? ExitCode.FOUND : ExitCode.OK;
    }

    private static String user(JsonNode shift) {
        return shift.isNull() || shift.isMissingNode() ? "-" : text(shift, "user");
    }
}
