package io.fleetforge.alert.web;

import io.fleetforge.runtime.auth.TokenCookie;
import io.fleetforge.runtime.problem.ProblemException;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Signs users in with a token of the cluster, and out. */
@Path("/ui")
@Produces(MediaType.TEXT_HTML)
@PermitAll
@RunOnVirtualThread
public class SignIn {

    private static final Duration SIGNED_IN_FOR = Duration.ofHours(12);

    private final IdentityProviderManager identities;

    public SignIn(IdentityProviderManager identities) {
        this.identities = identities;
    }

    /**
     * @param then the page to redirect to
     */
    @GET
    @Path("login")
    public TemplateInstance show(@QueryParam("then") @Nullable String then) {
        return Templates.login(Redirects.ownPage(then, Redirects.BOARD), "");
    }

    @POST
    @Path("login")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response signIn(
            @FormParam("token") @Nullable String token,
            @FormParam("then") @Nullable String then,
            @HeaderParam("X-Forwarded-Proto") @Nullable String forwarded,
            UriInfo uri) {
        var wanted = Redirects.ownPage(then, Redirects.BOARD);
        var stripped = token == null ? "" : token.strip();
        var problem = problem(stripped);
        if (!problem.isEmpty()) {
            return Response.status(Response.Status.UNAUTHORIZED)
                    .entity(Templates.login(wanted, problem).render())
                    .build();
        }
        var isSecure = uri.getRequestUri().getScheme().equals("https") || "https".equals(forwarded);
        return Response.fromResponse(Redirects.to(wanted))
                .cookie(cookie(stripped, SIGNED_IN_FOR, isSecure))
                .build();
    }

    private String problem(String token) {
        if (token.isEmpty()) {
            return "a token is needed";
        }
        if (token.length() > TokenCookie.MOST_CHARS) {
            return String.format(
                    Locale.ROOT,
                    "the token has %d characters, a cookie at most %d; use a token of a service account",
                    token.length(),
                    TokenCookie.MOST_CHARS);
        }
        if (!token.matches("[A-Za-z0-9._~+/=-]+")) {
            return "the token contains invalid characters";
        }
        try {
            identities.authenticateBlocking(new TokenAuthenticationRequest(new TokenCredential(token, "bearer")));
            return "";
        } catch (AuthenticationFailedException e) {
            return "the API server rejects this token; it may have expired";
        } catch (ProblemException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @POST
    @Path("logout")
    public Response signOut() {
        return Response.fromResponse(Redirects.to(TokenCookie.SIGN_IN))
                .cookie(cookie("", Duration.ZERO, false))
                .build();
    }

    /** Lax, so that links in messages work; changes of other sites are refused by {@link PageGuard}. */
    private static NewCookie cookie(String token, Duration age, boolean isSecure) {
        return new NewCookie.Builder(TokenCookie.NAME)
                .value(token)
                .path(TokenCookie.PAGES)
                .httpOnly(true)
                .secure(isSecure)
                .sameSite(NewCookie.SameSite.LAX)
                .maxAge((int) age.toSeconds())
                .build();
    }
}
