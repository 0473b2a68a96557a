package io.fleetforge.alert.web;

import io.fleetforge.runtime.auth.TokenCookie;
import io.fleetforge.runtime.problem.Problem;
import io.fleetforge.runtime.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import java.net.URI;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Protects every page: requests of other sites change nothing, nothing is loaded from another site or cached by the
 * browser, and errors are pages too.
 */
public class PageGuard {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OURS = Set.of("same-origin", "none");
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /**
     * Refuses changes by other sites, by the headers of Fetch Metadata, or by Origin without them; pages cannot forge
     * these.
     *
     * @throws ProblemException 403 for a change by another site
     */
    @ServerRequestFilter
    public void refuseOtherSites(ContainerRequestContext request) {
        if (isPage(request) && !SAFE.contains(request.getMethod()) && isFromElsewhere(request)) {
            throw new ProblemException(403, "other-site", "the form belongs to another site; nothing was changed");
        }
    }

    private static boolean isFromElsewhere(ContainerRequestContext request) {
        var site = request.getHeaderString("Sec-Fetch-Site");
        if (site != null) {
            return !OURS.contains(site);
        }
        var origin = request.getHeaderString("Origin");
        return origin != null && !isHost(origin, request.getHeaderString(HttpHeaders.HOST));
    }

    private static boolean isHost(String origin, @Nullable String host) {
        try {
            return URI.create(origin).getAuthority() instanceof String authority && authority.equals(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @ServerResponseFilter
    public void harden(ContainerRequestContext request, ContainerResponseContext response) {
        if (!isPage(request)) {
            return;
        }
        var headers = response.getHeaders();
        headers.putSingle("Content-Security-Policy", POLICY);
        headers.putSingle("X-Content-Type-Options", "nosniff");
        headers.putSingle("Referrer-Policy", "same-origin");
        headers.putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        if (response.getEntity() instanceof Problem problem) {
            response.setEntity(Templates.problem(problem).render(), new Annotation[0], MediaType.TEXT_HTML_TYPE);
        }
    }

    private static boolean isPage(ContainerRequestContext request) {
        return TokenCookie.isPage(request.getUriInfo().getRequestUri().getPath());
    }
}
