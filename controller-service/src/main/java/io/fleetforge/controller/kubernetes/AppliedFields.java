package io.fleetforge.controller.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.stream.IntStream;

/** Compares an object with what the controller applies: what other writers and the API server add is no difference. */
final class AppliedFields {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** A whole: with one label more it selects no pod. */
    private static final String SELECTOR = "selector";

    private AppliedFields() {}

    /** Whether {@code present} has every field of {@code desired} with its value. */
    static boolean hold(HasMetadata desired, HasMetadata present) {
        return contains(tree(present), tree(desired));
    }

    private static boolean contains(JsonNode present, JsonNode desired) {
        if (desired.isObject()) {
            return desired.properties().stream()
                    .allMatch(field -> SELECTOR.equals(field.getKey())
                            ? field.getValue().equals(present.path(SELECTOR))
                            : contains(present.path(field.getKey()), field.getValue()));
        }
        if (desired.isArray()) {
            return present.size() == desired.size()
                    && IntStream.range(0, desired.size())
                            .allMatch(index -> contains(present.path(index), desired.path(index)));
        }
        return present.equals(desired);
    }

    private static JsonNode tree(HasMetadata object) {
        try {
            return MAPPER.readTree(Serialization.asJson(object));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an object is always JSON", e);
        }
    }
}
