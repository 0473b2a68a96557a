package io.fleetforge.runtime.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.runtime.correlation.RequestCorrelation;
import io.fleetforge.runtime.json.BodyError;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpClosedException;
import jakarta.annotation.Priority;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * Maps every exception of an endpoint to a problem body. Internals never show; the unexpected is logged once, here.
 */
@Priority(1)
public class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final String TYPE_PREFIX = "https://fleetforge.io/problems/";
    private static final Map<Integer, String> CODES = Map.ofEntries(
            Map.entry(400, "bad-request"),
            Map.entry(401, "unauthenticated"),
            Map.entry(403, "forbidden"),
            Map.entry(404, "not-found"),
            Map.entry(405, "method-not-allowed"),
            Map.entry(406, "not-acceptable"),
            Map.entry(409, "conflict"),
            Map.entry(410, "expired"),
            Map.entry(413, "too-large"),
            Map.entry(415, "unsupported-media-type"),
            Map.entry(422, "invalid"));

    /** Of the API server: a refusal that another try may change is no answer about the request. */
    private static final Set<Integer> TRY_AGAIN = Set.of(401, 408, 429);

    private final RequestCorrelation correlation;

    public ProblemMappers(RequestCorrelation correlation) {
        this.correlation = correlation;
    }

    @ServerExceptionMapper
    public Response refused(ProblemException e, UriInfo uri) {
        var response = response(e.status(), e.code(), e.getMessage(), uri, e.errors());
        e.headers().forEach(response::header);
        return response.build();
    }

    @ServerExceptionMapper
    public Response invalid(ConstraintViolationException e, UriInfo uri) {
        var errors = e.getConstraintViolations().stream()
                .map(violation ->
                        new Problem.FieldError(field(violation.getPropertyPath().toString()), violation.getMessage()))
                .sorted(java.util.Comparator.comparing(Problem.FieldError::field))
                .toList();
        return response(400, "invalid", "the request breaks " + errors.size() + " rule(s)", uri, errors)
                .build();
    }

    @ServerExceptionMapper
    public Response malformed(JsonProcessingException e, UriInfo uri) {
        var error = BodyError.of(e);
        if (error.field().isEmpty()) {
            return response(400, "malformed-body", error.message(), uri, List.of())
                    .build();
        }
        var errors = List.of(new Problem.FieldError(error.field(), error.message()));
        return response(400, "malformed-body", error.field() + ": " + error.message(), uri, errors)
                .build();
    }

    /** More specific than what Quarkus brings for it, which answers without a problem body. */
    @ServerExceptionMapper
    public Response mismatched(MismatchedInputException e, UriInfo uri) {
        return malformed(e, uri);
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    public Response unauthenticated(UriInfo uri) {
        return response(401, "unauthenticated", "send a Kubernetes bearer token in Authorization", uri, List.of())
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"fleetforge\"")
                .build();
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException e, UriInfo uri) {
        return response(403, "forbidden", e.getMessage(), uri, List.of()).build();
    }

    @ServerExceptionMapper
    public Response kubernetes(KubernetesClientException e, UriInfo uri) {
        var code = e.getCode();
        if (code < 400 || code >= 500 || TRY_AGAIN.contains(code)) {
            LOG.warnf("Kubernetes API failed: %s", e.getMessage());
            return response(
                            503,
                            "kubernetes-unavailable",
                            "the Kubernetes API did not answer; try again",
                            uri,
                            List.of())
                    .header(HttpHeaders.RETRY_AFTER, "2")
                    .build();
        }
        var status = e.getStatus();
        var message = status == null ? e.getMessage() : status.getMessage();
        return response(code, CODES.getOrDefault(code, "refused"), message, uri, KubernetesFieldErrors.of(status))
                .build();
    }

    /** JAX-RS answers 404 to a query parameter that does not parse; here it is a bad request. */
    @ServerExceptionMapper
    public Response web(WebApplicationException e, UriInfo uri) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return malformed(json, uri);
        }
        if (e.getCause() instanceof ProblemException refusal) {
            return refused(refusal, uri);
        }
        if (e instanceof NotFoundException && e.getCause() != null) {
            return response(400, "bad-request", "a parameter has a value of another type", uri, List.of())
                    .build();
        }
        var status = e.getResponse().getStatus();
        return response(status, CODES.getOrDefault(status, "http-" + status), e.getMessage(), uri, List.of())
                .build();
    }

    @ServerExceptionMapper
    public Response unexpected(Exception e, UriInfo uri) {
        if (isClientGone(e)) {
            LOG.debugf("the client closed its connection: %s", uri.getRequestUri());
            return response(400, "bad-request", "the body did not arrive", uri, List.of())
                    .build();
        }
        LOG.error("request failed", e);
        return response(500, "internal", "an unexpected error; the correlation id finds it in the log", uri, List.of())
                .build();
    }

    /** Before its body had arrived: no fault of this service. */
    private static boolean isClientGone(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpClosedException) {
                return true;
            }
        }
        return false;
    }

    private Response.ResponseBuilder response(
            int status, String code, @Nullable String detail, UriInfo uri, List<Problem.FieldError> errors) {
        var title = Response.Status.fromStatusCode(status);
        return Response.status(status)
                .type(Problem.MEDIA_TYPE)
                .entity(new Problem(
                        TYPE_PREFIX + code,
                        title == null ? code : title.getReasonPhrase(),
                        status,
                        detail,
                        uri.getRequestUri().getPath(),
                        correlation.current().value(),
                        errors));
    }

    /** {@code join.request.x} to {@code x}, {@code list.limit} to {@code limit}: callers know no method of ours. */
    private static String field(String path) {
        var parts = path.split("\\.", 3);
        return parts[parts.length - 1];
    }
}
