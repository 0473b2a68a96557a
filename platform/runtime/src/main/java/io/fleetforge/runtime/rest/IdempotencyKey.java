package io.fleetforge.runtime.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fleetforge.contracts.hash.Sha256;
import io.fleetforge.runtime.problem.Problem.FieldError;
import io.fleetforge.runtime.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Header {@value #HEADER} of a creating call: the same key with the same body answers the first outcome again. What was
 * created carries the digests of key and body, so that every instance agrees and none has to remember.
 */
@Schema(type = SchemaType.STRING, pattern = "[!-~]{1,255}", description = "1 to 255 visible ASCII characters")
public record IdempotencyKey(String value) {

    public static final String HEADER = "Idempotency-Key";

    private static final Pattern FORM = Pattern.compile("[!-~]{1,255}");

    /**
     * @throws ProblemException 400 unless the key has 1 to 255 visible ASCII characters
     */
    public IdempotencyKey {
        if (!FORM.matcher(value).matches()) {
            throw ProblemException.invalidField(HEADER, "must have 1 to 255 visible ASCII characters");
        }
    }

    /**
     * Reads the header.
     *
     * @throws ProblemException 400 unless the key has 1 to 255 visible ASCII characters
     */
    public static IdempotencyKey fromString(String text) {
        return new IdempotencyKey(text);
    }

    /**
     * Digest of this key of that caller, 64 hexadecimal digits: keys of two callers are never the same.
     *
     * @param scope where the key is unique, such as a namespace
     */
    public String digest(String caller, String scope) {
        return Sha256.hex(scope + "\n" + caller + "\n" + value);
    }

    /** Digest of a body, 64 hexadecimal digits; spaces and the order of fields and names do not change it. */
    public static String digestOf(Object body, ObjectMapper mapper) {
        try {
            return Sha256.hex(mapper.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a body that was read cannot be written", e);
        }
    }

    /** 422: the key was used for another body. */
    public static ProblemException reused() {
        var message = "was used for another body; send the first body again, or a new key";
        return new ProblemException(
                422,
                "idempotency-key-reused",
                HEADER + " " + message,
                List.of(new FieldError(HEADER, message)),
                Map.of());
    }
}
