package io.fleetforge.alert.web;

import io.fleetforge.alert.query.Destination;
import io.fleetforge.alert.query.RouteQuery;
import io.fleetforge.runtime.problem.ProblemException;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The route tree, and the destinations of an alert by its labels. */
@Path("/ui/routes")
@Produces(MediaType.TEXT_HTML)
@Authenticated
@RunOnVirtualThread
public class RoutePage {

    private final RouteQuery routes;

    public RoutePage(RouteQuery routes) {
        this.routes = routes;
    }

    /**
     * @param labels as {@code name=value}, separated by lines or commas, with or without quotes and braces
     */
    @GET
    public TemplateInstance test(@QueryParam("labels") @Nullable String labels) {
        var text = labels == null ? "" : labels.strip();
        List<Destination> destinations = text.isEmpty() ? List.of() : routes.test(labels(text));
        var hits = destinations.stream().map(Destination::route).collect(Collectors.toSet());
        return Templates.routes(text, destinations, RouteRow.of(routes.tree(), hits));
    }

    static Map<String, String> labels(String text) {
        var labels = new TreeMap<String, String>();
        for (var part : text.replaceAll("[{}]", "").split("[,\n\r]+")) {
            if (part.isBlank()) {
                continue;
            }
            var sides = part.split("=", 2);
            if (sides.length < 2 || sides[0].isBlank()) {
                throw new ProblemException(
                        400, "bad-request", "labels: '%s' is not name=value".formatted(part.strip()));
            }
            labels.put(sides[0].strip(), sides[1].strip().replaceAll("^\"|\"$", ""));
        }
        return labels;
    }
}
