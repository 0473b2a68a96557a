package io.fleetforge.runtime.auth;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/**
 * Reads the Kubernetes bearer token of a request, for pages also from {@link TokenCookie}; {@link TokenReviewer} verifies it. A page
 * request without identity is redirected to the sign-in page.
 */
@ApplicationScoped
public class KubernetesTokenMechanism implements HttpAuthenticationMechanism {

    private static final String SCHEME = "Bearer ";
    private static final int MAX_TOKEN_CHARS = 8192;

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        var header = context.request().getHeader("Authorization");
        if (header == null) {
            var cookie = TokenCookie.opens(context.normalizedPath())
                    ? context.request().getCookie(TokenCookie.NAME)
                    : null;
            return cookie == null
                    ? Uni.createFrom().optional(java.util.Optional.empty())
                    : ofCookie(cookie.getValue(), identities);
        }
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) || header.length() > MAX_TOKEN_CHARS) {
            return Uni.createFrom().failure(new AuthenticationFailedException("not a bearer token"));
        }
        return identities.authenticate(request(header.substring(SCHEME.length()).strip()));
    }

    /** A token that has expired is as good as none: its owner signs in anew. */
    private static Uni<SecurityIdentity> ofCookie(String token, IdentityProviderManager identities) {
        return identities
                .authenticate(request(token))
                .onFailure(AuthenticationFailedException.class)
                .recoverWithNull();
    }

    private static TokenAuthenticationRequest request(String token) {
        return new TokenAuthenticationRequest(new TokenCredential(token, "bearer"));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(challenge(context));
    }

    private static ChallengeData challenge(RoutingContext context) {
        if (!TokenCookie.opens(context.normalizedPath())) {
            return new ChallengeData(401, "WWW-Authenticate", "Bearer realm=\"fleetforge\"");
        }
        // A part of a page is fetched by a script: it leads the whole page away, and the browser's address is what was
        // wanted.
        return context.request().getHeader("HX-Request") == null
                ? new ChallengeData(
                        302, "Location", TokenCookie.signInFor(context.request().uri()))
                : new ChallengeData(
                        401,
                        "HX-Redirect",
                        TokenCookie.signInFrom(context.request().getHeader("HX-Current-URL")));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(TokenAuthenticationRequest.class);
    }
}
