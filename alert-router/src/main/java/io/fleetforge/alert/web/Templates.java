package io.fleetforge.alert.web;

import io.fleetforge.alert.query.AlertView;
import io.fleetforge.alert.query.Board;
import io.fleetforge.alert.query.Destination;
import io.fleetforge.alert.query.IncidentRow;
import io.fleetforge.alert.query.SilenceView;
import io.fleetforge.runtime.page.Page;
import io.fleetforge.runtime.problem.Problem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.time.Instant;
import java.util.List;

/** The pages; their parameters are checked at build time. */
@CheckedTemplate(basePath = "web")
public final class Templates {

    private Templates() {}

    public static native TemplateInstance board(Board board, Instant now);

    public static native TemplateInstance incident(
            IncidentRow row, IncidentAlerts alerts, TraceLink trace, List<String> users, Instant now);

    public static native TemplateInstance alerts(Page<AlertView> page, String text, String from, Instant now);

    public static native TemplateInstance alert(AlertView alert, Instant now);

    public static native TemplateInstance oncall(List<Calendar> calendars, Instant now);

    public static native TemplateInstance silences(
            List<SilenceView> active, List<SilenceView> expired, SilenceDraft draft, Instant now);

    public static native TemplateInstance routes(String labels, List<Destination> destinations, List<RouteRow> rows);

    public static native TemplateInstance login(String then, String problem);

    public static native TemplateInstance problem(Problem problem);
}
