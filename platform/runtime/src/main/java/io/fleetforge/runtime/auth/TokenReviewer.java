package io.fleetforge.runtime.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.contracts.hash.Sha256;
import io.fleetforge.runtime.problem.ProblemException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Resolves a token to its user by TokenReview. Answers are cached for ten seconds, by the token's hash, so that a revoked token
 * expires soon and the token itself is not stored. Unknown tokens fail authentication.
 */
@ApplicationScoped
public class TokenReviewer implements IdentityProvider<TokenAuthenticationRequest> {

    /** Attribute of the identity with the groups the API server named. */
    public static final String GROUPS = "fleetforge.groups";

    private static final Logger LOG = Logger.getLogger(TokenReviewer.class);
    private static final Duration REMEMBERED = Duration.ofSeconds(10);
    private static final int MAX_REMEMBERED = 10_000;

    private final KubernetesClient client;
    private final Cache<String, SecurityIdentity> known = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .build();

    public TokenReviewer(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        var token = request.getToken().getToken();
        var identity = known.getIfPresent(Sha256.hex(token));
        return identity != null ? Uni.createFrom().item(identity) : context.runBlocking(() -> review(token, request));
    }

    private SecurityIdentity review(String token, TokenAuthenticationRequest request) {
        var status = ask(token).getStatus();
        if (status == null || !Boolean.TRUE.equals(status.getAuthenticated())) {
            throw new AuthenticationFailedException("the API server does not know this token");
        }
        var groups = status.getUser().getGroups() == null
                ? List.<String>of()
                : status.getUser().getGroups();
        var identity = QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(status.getUser().getUsername()))
                .addRoles(new HashSet<>(groups))
                .addAttribute(GROUPS, List.copyOf(groups))
                .addCredential(request.getToken())
                .build();
        known.put(Sha256.hex(token), identity);
        return identity;
    }

    private TokenReview ask(String token) {
        try {
            return client.resource(new TokenReviewBuilder()
                            .withNewSpec()
                            .withToken(token)
                            .endSpec()
                            .build())
                    .create();
        } catch (KubernetesClientException e) {
            LOG.warnf("token review failed: %s", e.getMessage());
            throw ProblemException.unavailable("the Kubernetes API did not decide on the token; try again");
        }
    }
}
