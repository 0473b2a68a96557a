package io.fleetforge.contracts.asyncapi;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fleetforge.contracts.names.Headers;
import java.util.List;

/** Schemas of record headers, as {@code EventPublisher} of platform/runtime and the dead-letter producer write them. */
final class RecordHeaders {

    static final String CORRELATION = Headers.KAFKA_CORRELATION_ID;
    static final String DEAD_LETTER = "DeadLetterHeaders";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVENT = "EventHeaders";
    private static final String TRACED = "TracedEventHeaders";

    private RecordHeaders() {}

    /** The headers of one message type. */
    static ObjectNode of(String type, String contentType, boolean traced) {
        var headers = JSON.createObjectNode();
        var own = JSON.createObjectNode();
        var properties = own.putObject("properties");
        properties.putObject("ce_type").put("const", type);
        properties.putObject("ce_dataschema").put("const", "schemas/" + type + ".json");
        List.of("ce_datacontenttype", "content-type")
                .forEach(name -> properties.putObject(name).put("const", contentType));
        headers.putArray("allOf")
                .add(AsyncApiDocument.reference("schemas", traced ? TRACED : EVENT))
                .add(own);
        return headers;
    }

    static ObjectNode schemas() {
        var schemas = JSON.createObjectNode();
        schemas.set(EVENT, event());
        var traced = schemas.putObject(TRACED);
        traced.putArray("allOf")
                .add(AsyncApiDocument.reference("schemas", EVENT))
                .add(JSON.createObjectNode().set("properties", traceparent()));
        schemas.set(DEAD_LETTER, deadLetter());
        return schemas;
    }

    private static ObjectNode event() {
        var schema = JSON.createObjectNode().put("type", "object");
        var properties = schema.putObject("properties");
        properties.putObject("ce_specversion").put("const", "1.0");
        string(properties, "ce_id", "Unique for each send.").put("format", "uuid");
        string(properties, "ce_type", "Type of the message.");
        string(
                        properties,
                        "ce_source",
                        "The sender: /fleetforge/SERVICE/INSTANCE, of a host /fleetforge/cell/NAMESPACE/WORLD/HOST.")
                .put("format", "uri-reference");
        string(properties, "ce_time", "Time of the send, UTC, by the sender's clock.")
                .put("format", "date-time");
        string(properties, "ce_datacontenttype", "Media type of the payload.");
        string(properties, "content-type", "As ce_datacontenttype.");
        string(properties, "ce_dataschema", "Relative reference to the schema of the payload.")
                .put("format", "uri-reference");
        string(properties, CORRELATION, "Business id of the change that the record belongs to.")
                .put("pattern", "^[A-Za-z0-9-]{1,64}$");
        requireAll(schema, properties);
        return schema;
    }

    private static ObjectNode traceparent() {
        var properties = JSON.createObjectNode();
        string(properties, Headers.TRACEPARENT, "W3C trace context of the send; absent where tracing is off.");
        return properties;
    }

    private static ObjectNode deadLetter() {
        var schema = JSON.createObjectNode().put("type", "object");
        var properties = schema.putObject("properties");
        string(properties, "dead-letter-reason", "Message of the failure.");
        string(properties, "dead-letter-exception-class-name", "Class of the failure.");
        string(properties, "dead-letter-topic", "Topic that the record was read from.");
        string(properties, "dead-letter-partition", "Its partition, as text.");
        string(properties, "dead-letter-offset", "Its offset, as text.");
        requireAll(schema, properties);
        string(properties, "dead-letter-cause", "Message of the cause, when there is one.");
        string(properties, "dead-letter-cause-class-name", "Class of the cause, when there is one.");
        return schema;
    }

    private static void requireAll(ObjectNode schema, ObjectNode properties) {
        var required = schema.putArray("required");
        properties.fieldNames().forEachRemaining(required::add);
    }

    private static ObjectNode string(ObjectNode properties, String name, String description) {
        return properties.putObject(name).put("type", "string").put("description", description);
    }
}
