package io.fleetforge.ffctl.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetforge.ffctl.health.FiringAlert;
import io.fleetforge.ffctl.health.Observed;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The alerts that fire, from Prometheus. */
public final class PrometheusAlerts {

    private final Web web;

    public PrometheusAlerts(String url) {
        this.web = new Web(url);
    }

    public Observed<FiringAlert> firing() {
        try {
            return Observed.of(parse(web.get("/api/v1/alerts")));
        } catch (IOException e) {
            return Observed.refused("Prometheus does not answer (" + e.getMessage() + ")");
        }
    }

    static List<FiringAlert> parse(String answer) throws IOException {
        return StreamSupport.stream(
                        new ObjectMapper()
                                .readTree(answer)
                                .path("data")
                                .path("alerts")
                                .spliterator(),
                        false)
                .filter(alert -> alert.path("state").asText().equals("firing"))
                .map(PrometheusAlerts::alert)
                .toList();
    }

    private static FiringAlert alert(JsonNode alert) {
        var labels = alert.path("labels");
        var annotations = alert.path("annotations");
        var world = labels.path("world").asText("");
        return new FiringAlert(
                labels.path("alertname").asText(),
                labels.path("severity").asText(),
                world.isEmpty()
                        ? labels.path("service").asText("")
                        : labels.path("namespace").asText() + "/" + world,
                Stream.of("summary", "description")
                        .map(name -> annotations.path(name).asText(""))
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse(""),
                annotations.path("runbook_url").asText(null));
    }
}
