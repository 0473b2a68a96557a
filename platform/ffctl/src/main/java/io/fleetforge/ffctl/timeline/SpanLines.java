package io.fleetforge.ffctl.timeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.names.LogFields;
import io.fleetforge.ffctl.timeline.TimelineEntry.Origin;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Finds the spans of an id in answers of Jaeger and in the span file of the local platform. Thread-safe. */
public final class SpanLines {

    private static final List<String> POD_TAGS =
            List.of("k8s.pod.name", "service.instance.id", "host.name", "hostname");
    private static final double MICROS_PER_MILLI = 1000.0;
    private static final double NANOS_PER_MICRO = 1000.0;

    private final CorrelationId id;
    private final ObjectMapper mapper = new ObjectMapper();

    /** A span of either source. */
    private record Span(
            String service, String pod, String name, Instant start, double micros, String trace, String span) {

        TimelineEntry line() {
            return new TimelineEntry(
                    start,
                    false,
                    Origin.SPAN,
                    service,
                    pod,
                    String.format(Locale.ROOT, "span %s, %.1f ms", name, micros / MICROS_PER_MILLI),
                    Map.of("trace_id", trace, "span_id", span));
        }
    }

    public SpanLines(CorrelationId id) {
        this.id = id;
    }

    /**
     * The spans that carry the id in an answer of {@code /api/traces}.
     *
     * @throws JsonProcessingException when it is no JSON
     */
    public List<TimelineEntry> jaeger(String answer) throws JsonProcessingException {
        var lines = new ArrayList<TimelineEntry>();
        for (var trace : mapper.readTree(answer).path("data")) {
            for (var span : trace.path("spans")) {
                if (tag(span.path("tags"), LogFields.CORRELATION_ID)
                        .filter(id.value()::equals)
                        .isPresent()) {
                    lines.add(jaeger(trace, span).line());
                }
            }
        }
        return lines;
    }

    private static Span jaeger(JsonNode trace, JsonNode span) {
        var process = trace.path("processes").path(span.path("processID").asText());
        return new Span(
                process.path("serviceName").asText(),
                POD_TAGS.stream()
                        .map(name -> tag(process.path("tags"), name))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .orElse(""),
                span.path("operationName").asText(),
                Instant.EPOCH.plus(span.path("startTime").asLong(), ChronoUnit.MICROS),
                span.path("duration").asDouble(),
                span.path("traceID").asText(),
                span.path("spanID").asText());
    }

    private static Optional<String> tag(JsonNode tags, String key) {
        return StreamSupport.stream(tags.spliterator(), false)
                .filter(tag -> tag.path("key").asText().equals(key))
                .map(tag -> tag.path("value").asText())
                .findFirst();
    }

    /** The span in a line of the local platform's span file; empty when it is of another id, or truncated. */
    public Optional<TimelineEntry> local(String line) {
        if (!line.contains(id.value())) {
            return Optional.empty();
        }
        try {
            var span = mapper.readTree(line);
            return span.path("attributes")
                            .path(LogFields.CORRELATION_ID)
                            .asText()
                            .equals(id.value())
                    ? Optional.of(local(span).line())
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static Span local(JsonNode span) {
        var start = Instant.EPOCH.plusNanos(span.path("startUnixNano").asLong());
        var end = Instant.EPOCH.plusNanos(span.path("endUnixNano").asLong());
        return new Span(
                span.path("service").asText(),
                "",
                span.path("name").asText(),
                start,
                Duration.between(start, end).toNanos() / NANOS_PER_MICRO,
                span.path("traceId").asText(),
                span.path("spanId").asText());
    }
}
