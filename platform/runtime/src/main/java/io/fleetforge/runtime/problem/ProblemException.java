package io.fleetforge.runtime.problem;

import java.util.List;
import java.util.Map;

/** An expected refusal on an HTTP edge; becomes a problem body, is not logged as an error. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient List<Problem.FieldError> errors;
    private final transient Map<String, String> headers;

    /**
     * @param code kebab-case end of the problem's type URI
     */
    public ProblemException(int status, String code, String detail) {
        this(status, code, detail, List.of(), Map.of());
    }

    public ProblemException(
            int status, String code, String detail, List<Problem.FieldError> errors, Map<String, String> headers) {
        super(detail);
        this.status = status;
        this.code = code;
        this.errors = List.copyOf(errors);
        this.headers = Map.copyOf(headers);
    }

    /** 400 of one field; the message continues its name: {@code must be ...}. */
    public static ProblemException invalidField(String field, String message) {
        return new ProblemException(
                400, "bad-request", field + " " + message, List.of(new Problem.FieldError(field, message)), Map.of());
    }

    /**
     * Refused for now: the answer has {@code Retry-After}.
     *
     * @param seconds after which the same request may succeed
     */
    public static ProblemException retryLater(int status, String code, String detail, int seconds) {
        return new ProblemException(status, code, detail, List.of(), Map.of("Retry-After", Integer.toString(seconds)));
    }

    /** 503: something we ask did not answer; the caller may try again in two seconds. */
    public static ProblemException unavailable(String detail) {
        return retryLater(503, "kubernetes-unavailable", detail, 2);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public List<Problem.FieldError> errors() {
        return errors;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
