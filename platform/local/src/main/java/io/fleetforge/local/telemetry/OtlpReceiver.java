package io.fleetforge.local.telemetry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.StateFiles;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * Receives spans over OTLP/HTTP and appends each as one JSON line to a file, so that a trace can be read with {@code jq}
 * where no tracing backend runs. The file is rotated at 64 MiB; two are kept.
 */
public final class OtlpReceiver implements AutoCloseable {

    private static final long MAX_FILE_BYTES = 64L * 1024 * 1024;
    private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpServer server;
    private final Path file;

    private OtlpReceiver(HttpServer server, Path file) {
        this.server = server;
        this.file = file;
    }

    /**
     * @param port 0 for any free one
     */
    public static OtlpReceiver start(Path file, int port) {
        try {
            StateFiles.createFolder(StateFiles.folderOf(file));
            var server = listen(port);
            var receiver = new OtlpReceiver(server, file);
            server.createContext("/v1/traces", receiver::traces);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new PlatformException("the OTLP receiver cannot listen: " + e.getMessage(), e);
        }
    }

    /** The port of the previous run, which running services are configured with; another when it is in use. */
    private static HttpServer listen(int port) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (BindException e) {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** One JSON object per span. */
    public Path file() {
        return file;
    }

    private void traces(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(receive(exchange), -1);
        }
    }

    /** Stores the spans of a request; returns the status to answer with, which decides whether the sender retries. */
    private int receive(HttpExchange exchange) {
        ExportTraceServiceRequest request;
        try {
            request = ExportTraceServiceRequest.parseFrom(body(exchange));
        } catch (IOException e) {
            return HttpURLConnection.HTTP_BAD_REQUEST;
        }
        try {
            append(lines(request));
            return HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return HttpURLConnection.HTTP_UNAVAILABLE;
        }
    }

    private String lines(ExportTraceServiceRequest request) throws IOException {
        var lines = new StringBuilder();
        for (var resource : request.getResourceSpansList()) {
            var service = attributes(resource.getResource().getAttributesList()).getOrDefault("service.name", "");
            for (var scope : resource.getScopeSpansList()) {
                for (var span : scope.getSpansList()) {
                    lines.append(mapper.writeValueAsString(describe(String.valueOf(service), span)))
                            .append('\n');
                }
            }
        }
        return lines.toString();
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        InputStream in = exchange.getRequestBody();
        if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
            in = new GZIPInputStream(in);
        }
        var body = in.readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            throw new IOException("body above " + MAX_BODY_BYTES + " bytes");
        }
        return body;
    }

    private static Map<String, Object> describe(String service, Span span) {
        var described = new LinkedHashMap<String, Object>();
        described.put("service", service);
        described.put("name", span.getName());
        described.put("traceId", HexFormat.of().formatHex(span.getTraceId().toByteArray()));
        described.put("spanId", HexFormat.of().formatHex(span.getSpanId().toByteArray()));
        described.put(
                "parentSpanId", HexFormat.of().formatHex(span.getParentSpanId().toByteArray()));
        described.put("kind", span.getKind().name());
        described.put("startUnixNano", span.getStartTimeUnixNano());
        described.put("endUnixNano", span.getEndTimeUnixNano());
        described.put("attributes", attributes(span.getAttributesList()));
        described.put(
                "links",
                span.getLinksList().stream()
                        .map(link -> Map.of(
                                "traceId",
                                        HexFormat.of()
                                                .formatHex(link.getTraceId().toByteArray()),
                                "spanId",
                                        HexFormat.of()
                                                .formatHex(link.getSpanId().toByteArray())))
                        .toList());
        return described;
    }

    private static Map<String, Object> attributes(List<KeyValue> attributes) {
        var map = new LinkedHashMap<String, Object>();
        attributes.forEach(attribute -> map.put(attribute.getKey(), value(attribute.getValue())));
        return map;
    }

    private static Object value(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> value.getBoolValue();
            case INT_VALUE -> value.getIntValue();
            case DOUBLE_VALUE -> value.getDoubleValue();
            case ARRAY_VALUE, KVLIST_VALUE, BYTES_VALUE, VALUE_NOT_SET -> value.toString();
        };
    }

    private synchronized void append(String lines) throws IOException {
        if (Files.exists(file) && Files.size(file) > MAX_FILE_BYTES) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(file, lines, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
