package io.fleetforge.contracts.asyncapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.fleetforge.contracts.asyncapi.Flow.Action;
import io.fleetforge.contracts.message.BinaryType;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.contracts.topic.TopicDeclaration;
import io.fleetforge.contracts.topic.TopicDeclaration.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The AsyncAPI 3.0.0 description of all topics: channels from {@link TopicDeclaration}, messages from {@link EventType} and
 * {@link BinaryType} with the JSON Schemas of their payloads, operations from the channels that the services configure.
 */
final class AsyncApiDocument {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build());

    private static final String NOTICE =
            "# Generated from topics, message types, schemas and channels; see AsyncApiTest. Do not edit.\n";
    private static final String KAFKA_BINDING = "0.5.0";
    private static final String DEAD_LETTER = "DeadLetter";

    private final TopicDeclaration file;
    private final List<Flow> flows;

    private AsyncApiDocument(TopicDeclaration file, List<Flow> flows) {
        this.file = file;
        this.flows = flows;
    }

    static AsyncApiDocument of(Path root) throws IOException {
        return new AsyncApiDocument(TopicDeclaration.load(root.resolve("infra/kafka/topics.yaml")), Flow.read(root));
    }

    String yaml() throws IOException {
        return NOTICE + YAML.writeValueAsString(tree());
    }

    List<String> topics() {
        return file.topics().stream().map(Topic::name).toList();
    }

    List<String> topicsWithTypes() {
        return topics().stream().filter(topic -> !messages(topic).isEmpty()).toList();
    }

    /** Topics, those of dead letters aside, that no message type names. */
    List<String> topicsWithoutTypes() {
        return topics().stream()
                .filter(topic -> original(topic).isEmpty() && messages(topic).isEmpty())
                .toList();
    }

    List<Flow> flows() {
        return flows;
    }

    private JsonNode tree() throws IOException {
        var root = JSON.createObjectNode().put("asyncapi", "3.0.0");
        root.putObject("info")
                .put("title", "FleetForge events")
                .put("version", "1")
                .put(
                        "description",
                        "Records on Kafka: CloudEvents 1.0 in binary mode. Replicas are those of production.")
                .putObject("license")
                .put("name", "Apache-2.0");
        root.put("defaultContentType", "application/json");
        var channels = root.putObject("channels");
        file.topics().forEach(topic -> channels.set(topic.name(), channel(topic)));
        root.set("operations", operations());
        var components = root.putObject("components");
        components.set("messages", messages());
        components.set("schemas", schemas());
        components
                .putObject("correlationIds")
                .putObject(RecordHeaders.CORRELATION)
                .put("location", "$message.header#/" + RecordHeaders.CORRELATION);
        return root;
    }

    private ObjectNode channel(Topic topic) {
        var channel = JSON.createObjectNode().put("address", topic.name());
        channel.put("description", topic.purpose() + (topic.isCompacted() ? "; without a value: removes the key" : ""));
        var names = original(topic.name()).isPresent() ? List.of(DEAD_LETTER) : messages(topic.name());
        if (names.isEmpty()) {
            channel.put("x-note", "No message types yet: they arrive with the services that use this topic.");
        } else {
            var messages = channel.putObject("messages");
            names.forEach(name -> messages.set(name, reference("messages", name)));
        }
        original(topic.name()).ifPresent(of -> channel.put("x-dead-letters-of", of));
        channel.put("x-key", topic.key());
        channel.putObject("bindings").set("kafka", binding(topic));
        return channel;
    }

    private ObjectNode binding(Topic topic) {
        var production = file.defaults().production();
        var binding = JSON.createObjectNode()
                .put("partitions", topic.partitions())
                .put("replicas", production.replicationFactor());
        var config = binding.putObject("topicConfiguration");
        topic.config().forEach((name, value) -> config.set(name, setting(name, value)));
        config.put("min.insync.replicas", production.minInsyncReplicas());
        return binding.put("bindingVersion", KAFKA_BINDING);
    }

    private static JsonNode setting(String name, String value) {
        if (name.equals("cleanup.policy")) {
            return JSON.valueToTree(value.split(","));
        }
        try {
            return JSON.readTree(value);
        } catch (JsonProcessingException e) {
            return JSON.getNodeFactory().textNode(value);
        }
    }

    /** One for each service, action and topic, whatever the number of channels behind it. */
    private ObjectNode operations() {
        var operations = JSON.createObjectNode();
        for (var flow : flows) {
            operations
                    .putObject(
                            "%s.%s.%s".formatted(flow.service(), flow.action().verb(), flow.topic()))
                    .put("action", flow.action().verb())
                    .putObject("channel")
                    .put("$ref", "#/channels/" + flow.topic());
        }
        return operations;
    }

    private ObjectNode messages() throws IOException {
        var messages = JSON.createObjectNode();
        for (var type : EventType.values()) {
            var payload = type.payload().getSimpleName();
            var message = message(type.type(), type.topic(), "application/json");
            message.set("summary", Payloads.schema(payload).get("description"));
            messages.set(type.type(), message.set("payload", reference("schemas", payload)));
        }
        for (var type : BinaryType.values()) {
            var message = message(type.type(), type.topic(), "application/octet-stream");
            message.putObject("payload").put("type", "string").put("format", "binary");
            messages.set(type.type(), message);
        }
        var deadLetter = messages.putObject(DEAD_LETTER)
                .put("summary", "A record as received, its own headers included, and why it was refused.")
                .put("contentType", "application/octet-stream");
        deadLetter.set("headers", reference("schemas", RecordHeaders.DEAD_LETTER));
        deadLetter.putObject("payload").put("description", "As received.");
        return messages;
    }

    private ObjectNode message(String type, String topic, String contentType) {
        var message = JSON.createObjectNode().put("name", type).put("contentType", contentType);
        message.set("headers", RecordHeaders.of(type, contentType, isTraced(topic)));
        message.set("correlationId", reference("correlationIds", RecordHeaders.CORRELATION));
        message.putObject("bindings")
                .putObject("kafka")
                .put("bindingVersion", KAFKA_BINDING)
                .putObject("key")
                .put("type", "string")
                .put("description", key(topic));
        return message;
    }

    private ObjectNode schemas() throws IOException {
        var schemas = JSON.createObjectNode();
        schemas.setAll(RecordHeaders.schemas());
        for (var payload : Arrays.stream(EventType.values())
                .map(type -> type.payload().getSimpleName())
                .distinct()
                .toList()) {
            schemas.set(payload, Payloads.schema(payload));
        }
        return schemas;
    }

    private boolean isTraced(String topic) {
        return flows.stream()
                .filter(flow -> flow.action() == Action.SEND && flow.topic().equals(topic))
                .allMatch(Flow::traced);
    }

    private String key(String topic) {
        return file.topics().stream()
                .filter(declared -> declared.name().equals(topic))
                .map(Topic::key)
                .findFirst()
                .orElseThrow();
    }

    /** The topic whose dead letters {@code topic} holds; empty for any other topic. */
    private Optional<String> original(String topic) {
        return topics().stream()
                .filter(other -> Topics.deadLetter(other).equals(topic))
                .findFirst();
    }

    private static List<String> messages(String topic) {
        return Stream.concat(
                        Arrays.stream(EventType.values())
                                .filter(type -> type.topic().equals(topic))
                                .map(EventType::type),
                        Arrays.stream(BinaryType.values())
                                .filter(type -> type.topic().equals(topic))
                                .map(BinaryType::type))
                .toList();
    }

    static ObjectNode reference(String kind, String name) {
        return JSON.createObjectNode().put("$ref", "#/components/" + kind + "/" + name);
    }
}
