package io.fleetforge.runtime.correlation;

import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.names.Headers;
import io.fleetforge.contracts.names.LogFields;
import io.opentelemetry.api.trace.Span;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import org.jboss.logging.MDC;

/**
 * Accepts a valid {@code X-Correlation-Id}, replaces an invalid one, returns it, and puts it into logs and the span of the request.
 * Runs before matching, so that a 404 or 405 carries the caller's id too. A header that could break a log line is dropped here.
 */
@Provider
@PreMatching
@Priority(1)
public class CorrelationFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private final RequestCorrelation correlation;

    public CorrelationFilter(RequestCorrelation correlation) {
        this.correlation = correlation;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        CorrelationId.parse(request.getHeaderString(Headers.HTTP_CORRELATION_ID))
                .ifPresent(correlation::set);
        var id = correlation.current().value();
        MDC.put(LogFields.CORRELATION_ID, id);
        Span.current().setAttribute(LogFields.CORRELATION_ID, id);
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders()
                .putSingle(Headers.HTTP_CORRELATION_ID, correlation.current().value());
    }
}
