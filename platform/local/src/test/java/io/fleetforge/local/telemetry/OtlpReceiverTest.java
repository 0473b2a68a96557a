package io.fleetforge.local.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtlpReceiverTest {

    private static final String TRACE = "0123456789abcdef0123456789abcdef";
    private static final String SPAN = "0123456789abcdef";

    @TempDir
    Path temp;

    @Test
    void shouldAppendOneLinePerSpan() throws Exception {
        try (var receiver = OtlpReceiver.start(temp.resolve("spans.jsonl"), 0)) {
            assertThat(post(receiver, request().toByteArray())).isEqualTo(200);
            assertThat(post(receiver, request().toByteArray())).isEqualTo(200);

            var lines = Files.readAllLines(receiver.file());
            assertThat(lines).hasSize(2);
            var span = new ObjectMapper().readTree(lines.getFirst());
            assertThat(span.path("service").asText()).isEqualTo("cell-service");
            assertThat(span.path("name").asText()).isEqualTo("join");
            assertThat(span.path("traceId").asText()).isEqualTo(TRACE);
            assertThat(span.path("spanId").asText()).isEqualTo(SPAN);
            assertThat(span.path("startUnixNano").asLong()).isEqualTo(1_000);
            assertThat(span.path("endUnixNano").asLong()).isEqualTo(2_000);
            assertThat(span.path("attributes").path("correlation_id").asText()).isEqualTo("c-1");
            assertThat(span.path("links").get(0).path("traceId").asText()).isEqualTo(TRACE);
        }
    }

    @Test
    void shouldRefuseAnInvalidRequest() throws Exception {
        try (var receiver = OtlpReceiver.start(temp.resolve("spans.jsonl"), 0)) {
            assertThat(post(receiver, new byte[] {(byte) 0xff, 1, 2})).isEqualTo(400);
            assertThat(post(receiver, request().toByteArray()))
                    .as("still serving")
                    .isEqualTo(200);
        }
    }

    private static int post(OtlpReceiver receiver, byte[] body) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + receiver.port() + "/v1/traces"))
                                    .header("Content-Type", "application/x-protobuf")
                                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        }
    }

    private static ExportTraceServiceRequest request() {
        var trace = ByteString.copyFrom(HexFormat.of().parseHex(TRACE));
        var span = Span.newBuilder()
                .setName("join")
                .setTraceId(trace)
                .setSpanId(ByteString.copyFrom(HexFormat.of().parseHex(SPAN)))
                .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                .setStartTimeUnixNano(1_000)
                .setEndTimeUnixNano(2_000)
                .addAttributes(attribute("correlation_id", "c-1"))
                .addLinks(Span.Link.newBuilder().setTraceId(trace));
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(Resource.newBuilder().addAttributes(attribute("service.name", "cell-service")))
                        .addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
                .build();
    }

    private static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }
}
