package io.fleetforge.runtime.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why a body cannot be read.
 *
 * @param field its path, such as {@code spec.capacity.maxPlayersPerCell} or {@code matchers[0].name}; empty when the
 *     whole body is at fault
 * @param message what is expected there
 */
public record BodyError(String field, String message) {

    private static final String DUPLICATE = "Duplicate field";

    public static BodyError of(JsonProcessingException e) {
        if (e instanceof UnrecognizedPropertyException unknown) {
            return new BodyError(path(unknown), "unknown field" + known(unknown.getKnownPropertyIds()));
        }
        if (stream(e) instanceof StreamReadException stream) {
            return ofStream(stream, e instanceof JsonMappingException mapping ? path(mapping) : "");
        }
        if (e instanceof MismatchedInputException mismatch && !path(mismatch).isEmpty()) {
            return new BodyError(path(mismatch), "must be " + described(mismatch.getTargetType()));
        }
        if (e instanceof JsonMappingException mapping && !path(mapping).isEmpty()) {
            return new BodyError(path(mapping), "has a value that is not allowed");
        }
        return whole(e);
    }

    private static BodyError ofStream(StreamReadException e, String path) {
        if (e instanceof InputCoercionException range && !path.isEmpty()) {
            return new BodyError(path, "must be " + described(range.getTargetType()) + ", within its range");
        }
        var message = e.getOriginalMessage();
        var parser = e.getProcessor();
        if (message != null && message.startsWith(DUPLICATE) && parser != null) {
            return new BodyError(path(parser), "is given twice");
        }
        return whole(e);
    }

    private static BodyError whole(JsonProcessingException e) {
        var where = e.getLocation();
        return new BodyError(
                "",
                where == null
                        ? "the body is not JSON of the expected shape"
                        : String.format(
                                Locale.ROOT,
                                "the body is not JSON of the expected shape: line %d, column %d",
                                where.getLineNr(),
                                where.getColumnNr()));
    }

    private static @Nullable StreamReadException stream(Throwable e) {
        for (var cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof StreamReadException stream) {
                return stream;
            }
        }
        return null;
    }

    private static String path(JsonMappingException e) {
        var path = new StringBuilder();
        for (var step : e.getPath()) {
            append(path, step.getFieldName(), step.getIndex());
        }
        return path.toString();
    }

    private static String path(JsonParser parser) {
        var path = new StringBuilder();
        for (var step = parser.getParsingContext().pathAsPointer();
                step != null && !step.matches();
                step = step.tail()) {
            var index = step.getMatchingIndex();
            append(path, index >= 0 ? null : step.getMatchingProperty(), index);
        }
        return path.toString();
    }

    private static void append(StringBuilder path, @Nullable String field, int index) {
        if (field == null) {
            path.append('[').append(index).append(']');
        } else {
            path.append(path.isEmpty() ? "" : ".").append(field);
        }
    }

    private static String known(@Nullable Collection<Object> fields) {
        return fields == null || fields.isEmpty()
                ? ""
                : "; fields here are "
                        + fields.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    private static String described(@Nullable Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        if (type == String.class) {
            return "a string";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (List.of(Double.class, double.class, Float.class, float.class).contains(type)) {
            return "a number";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a whole number";
        }
        if (Temporal.class.isAssignableFrom(type)) {
            return "a time such as 2026-01-02T03:04:05Z";
        }
        if (type.isEnum()) {
            return "one of " + List.of(type.getEnumConstants());
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : describedObject(type);
    }

    private static String describedObject(Class<?> type) {
        return Map.class.isAssignableFrom(type) ? "an object of names and values" : "an object";
    }
}
