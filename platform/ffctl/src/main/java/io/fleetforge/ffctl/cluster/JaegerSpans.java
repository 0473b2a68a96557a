package io.fleetforge.ffctl.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.ffctl.timeline.SpanLines;
import io.fleetforge.ffctl.timeline.TimelineEntry;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Locale;

/** The spans of an id, from Jaeger's query API. */
public final class JaegerSpans implements TimelineSource {

    private static final int TRACES_PER_SERVICE = 200;
    private static final String OURS = "fleetforge-";

    private final Web web;
    private final CorrelationId id;
    private final Instant from;
    private final Instant to;

    public JaegerSpans(String url, CorrelationId id, Instant from, Instant to) {
        this.web = new Web(url);
        this.id = id;
        this.from = from;
        this.to = to;
    }

    @Override
    public SourceResult read() {
        try {
            var reader = new SpanLines(id);
            var lines = new ArrayList<TimelineEntry>();
            for (var service :
                    new ObjectMapper().readTree(web.get("/api/services")).path("data")) {
                if (service.asText().startsWith(OURS)) {
                    lines.addAll(reader.jaeger(web.get(query(service.asText()))));
                }
            }
            return SourceResult.lines(lines);
        } catch (IOException e) {
            return SourceResult.nothing("no spans: Jaeger does not answer (" + e.getMessage() + ")");
        }
    }

    private String query(String service) {
        return String.format(
                Locale.ROOT,
                "/api/traces?service=%s&tags=%s&limit=%d&start=%d&end=%d",
                Web.encoded(service),
                Web.encoded("{\"correlation_id\":\"" + id + "\"}"),
                TRACES_PER_SERVICE,
                ChronoUnit.MICROS.between(Instant.EPOCH, from),
                ChronoUnit.MICROS.between(Instant.EPOCH, to));
    }
}
