package io.fleetforge.runtime.auth;

import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fleetforge.runtime.problem.ProblemException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks the API server whether the caller may do something (SubjectAccessReview), so that the cluster's RBAC is the only
 * policy there is. Deny by default: no answer means no.
 */
@ApplicationScoped
public class AccessReview {

    private final KubernetesClient client;
    private final SecurityIdentity identity;

    public AccessReview(KubernetesClient client, SecurityIdentity identity) {
        this.client = client;
        this.identity = identity;
    }

    /**
     * What the caller wants to do.
     *
     * @param namespace empty for all namespaces
     * @param name null for any object
     */
    public record Access(
            String verb,
            String group,
            String resource,
            String namespace,
            @Nullable String name) {}

    /**
     * Returns when the caller may.
     *
     * @throws ProblemException 401 without an identity, 403 with the API server's reason
     */
    public void require(Access access) {
        if (identity.isAnonymous()) {
            throw new ProblemException(
                    401,
                    "unauthenticated",
                    "send a Kubernetes bearer token in Authorization",
                    List.of(),
                    java.util.Map.of("WWW-Authenticate", "Bearer realm=\"fleetforge\""));
        }
        var user = identity.getPrincipal().getName();
        List<String> groups = identity.getAttribute(TokenReviewer.GROUPS);
        var review = client.resource(new SubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withUser(user)
                        .withGroups(groups == null ? List.of() : groups)
                        .withNewResourceAttributes()
                        .withVerb(access.verb())
                        .withGroup(access.group())
                        .withResource(access.resource())
                        .withNamespace(access.namespace())
                        .withName(access.name())
                        .endResourceAttributes()
                        .endSpec()
                        .build())
                .create();
        if (review.getStatus() == null
                || !Boolean.TRUE.equals(review.getStatus().getAllowed())) {
            throw new ProblemException(
                    403,
                    "forbidden",
                    "%s may not %s %s.%s in namespace \"%s\""
                            .formatted(user, access.verb(), access.resource(), access.group(), access.namespace()));
        }
    }

    /** The caller's own token, for writes in the caller's name. */
    public String token() {
        return identity.getCredential(TokenCredential.class).getToken();
    }
}
