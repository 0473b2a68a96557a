package io.fleetforge.alert.web;

import io.fleetforge.alert.rest.AlertView;
import io.fleetforge.alert.rest.RoutingResource.Destination;
import io.fleetforge.alert.rest.SilenceResource.SilenceView;
import io.fleetforge.runtime.problem.Problem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.time.Instant;
import java.util.List;

/** The pages; what each of them is given is checked when it is built. */
@CheckedTemplate(basePath = "web")
public final class Templates {

    private Templates() {}

    public static native TemplateInstance board(Board board, Instant now);

    public static native TemplateInstance incident(
            IncidentRow row, IncidentAlerts alerts, TraceLink story, List<String> people, Instant now);

    public static native TemplateInstance alerts(List<AlertView> alerts, String text, Instant now);

    public static native TemplateInstance alert(AlertView alert, Instant now);

    public static native TemplateInstance oncall(List<Calendar> calendars, Instant now);

    public static native TemplateInstance silences(
            List<SilenceView> active, List<SilenceView> expired, SilenceDraft draft, Instant now);

    public static native TemplateInstance routes(String labels, List<Destination> destinations, List<RouteLine> tree);

    public static native TemplateInstance login(String then, String problem);

    public static native TemplateInstance problem(Problem problem);
}
