package io.fleetforge.runtime.problem;

import io.fabric8.kubernetes.api.model.Status;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields that the API server names in a refusal: its causes, the fields of a strict decoding error, and the field that
 * the message of an admission policy begins with.
 */
final class KubernetesFieldErrors {

    private static final Pattern STRICT = Pattern.compile("(unknown|duplicate) field \"([^\"]+)\"");
    private static final Pattern POLICY = Pattern.compile("denied request: (spec\\.[A-Za-z.]+) (.+)", Pattern.DOTALL);

    private KubernetesFieldErrors() {}

    /** Empty when the refusal names no field, such as a missing right. */
    static List<Problem.FieldError> of(@Nullable Status status) {
        return status == null
                ? List.of()
                : Stream.of(causes(status), strict(status), policy(status))
                        .flatMap(fields -> fields)
                        .distinct()
                        .toList();
    }

    private static Stream<Problem.FieldError> causes(Status status) {
        return status.getDetails() == null
                ? Stream.of()
                : status.getDetails().getCauses().stream()
                        .filter(cause ->
                                cause.getField() != null && !cause.getField().matches("|<.*"))
                        .map(cause -> new Problem.FieldError(cause.getField(), String.valueOf(cause.getMessage())));
    }

    private static Stream<Problem.FieldError> strict(Status status) {
        return status.getMessage() == null || !status.getMessage().contains("strict decoding error")
                ? Stream.of()
                : STRICT.matcher(status.getMessage())
                        .results()
                        .map(found -> new Problem.FieldError(
                                found.group(2), found.group(1).equals("unknown") ? "unknown field" : "is given twice"));
    }

    private static Stream<Problem.FieldError> policy(Status status) {
        return status.getMessage() == null
                ? Stream.of()
                : POLICY.matcher(status.getMessage())
                        .results()
                        .map(found -> new Problem.FieldError(found.group(1), found.group(2)));
    }
}
