package io.fleetforge.runtime.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * Makes the JSON of REST as strict as kubectl: an unknown or repeated field, a value of another type and text after the
 * body are refused, never dropped or converted. A type whose senders may add fields opts out with
 * {@code @JsonIgnoreProperties(ignoreUnknown = true)}.
 */
@Singleton
public final class StrictBodies implements ObjectMapperCustomizer {

    private static final Map<LogicalType, List<CoercionInputShape>> CONVERSIONS = Map.of(
            LogicalType.Integer,
            List.of(CoercionInputShape.String, CoercionInputShape.EmptyString, CoercionInputShape.Float),
            LogicalType.Float,
            List.of(CoercionInputShape.String, CoercionInputShape.EmptyString),
            LogicalType.Boolean,
            List.of(CoercionInputShape.String, CoercionInputShape.EmptyString, CoercionInputShape.Integer),
            LogicalType.Textual,
            List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean));

    @Override
    public void customize(ObjectMapper mapper) {
        mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        CONVERSIONS.forEach((type, shapes) ->
                shapes.forEach(shape -> mapper.coercionConfigFor(type).setCoercion(shape, CoercionAction.Fail)));
    }
}
