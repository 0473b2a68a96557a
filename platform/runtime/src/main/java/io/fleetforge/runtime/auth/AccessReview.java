package io.fleetforge.runtime.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.runtime.problem.ProblemException;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks the API server whether the caller may do something (SubjectAccessReview), so that the cluster's RBAC is the only
 * policy there is. Deny by default: no answer means no. An answer is kept for two seconds.
 */
@ApplicationScoped
public class AccessReview {

    private static final Logger LOG = Logger.getLogger(AccessReview.class);
    private static final Duration REMEMBERED = Duration.ofSeconds(2);
    private static final int MAX_REMEMBERED = 10_000;

    private final KubernetesClient client;
    private final SecurityIdentity identity;
    private final Cache<Question, Boolean> answers = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .build();

    public AccessReview(KubernetesClient client, SecurityIdentity identity) {
        this.client = client;
        this.identity = identity;
    }

    /**
     * What the caller wants to do.
     *
     * @param resource plural, or {@code plural/subresource}
     * @param namespace empty for all namespaces
     * @param name null for any object
     */
    public record Access(
            String verb,
            String group,
            String resource,
            String namespace,
            @Nullable String name) {}

    private record Question(String user, List<String> groups, Access access) {}

    /**
     * Returns when the caller is allowed to.
     *
     * @throws ProblemException 401 without an identity, 403 when the caller is not allowed to, 503 when the API server did not decide
     */
    public void require(Access access) {
        if (identity.isAnonymous()) {
            throw new ProblemException(
                    401,
                    "unauthenticated",
                    "send a Kubernetes bearer token in Authorization",
                    List.of(),
                    Map.of("WWW-Authenticate", "Bearer realm=\"fleetforge\""));
        }
        List<String> groups = identity.getAttribute(TokenReviewer.GROUPS);
        var question = new Question(identity.getPrincipal().getName(), groups == null ? List.of() : groups, access);
        if (!answers.get(question, this::ask)) {
            throw new ProblemException(
                    403,
                    "forbidden",
                    "%s may not %s %s.%s in namespace \"%s\""
                            .formatted(
                                    question.user(),
                                    access.verb(),
                                    access.resource(),
                                    access.group(),
                                    access.namespace()));
        }
    }

    /** Name of the caller; empty without an identity. */
    public String user() {
        return identity.getPrincipal().getName();
    }

    /** The caller's own token, for writes in the caller's name. */
    public String token() {
        return identity.getCredential(TokenCredential.class).getToken();
    }

    private boolean ask(Question question) {
        try {
            var status = client.resource(review(question)).create().getStatus();
            return status != null && Boolean.TRUE.equals(status.getAllowed());
        } catch (KubernetesClientException e) {
            LOG.warnf("access review failed: %s", e.getMessage());
            throw ProblemException.unavailable("the Kubernetes API did not decide on the access; try again");
        }
    }

    private static SubjectAccessReview review(Question question) {
        var access = question.access();
        var parts = access.resource().split("/", 2);
        return new SubjectAccessReviewBuilder()
                .withNewSpec()
                .withUser(question.user())
                .withGroups(question.groups())
                .withNewResourceAttributes()
                .withVerb(access.verb())
                .withGroup(access.group())
                .withResource(parts[0])
                .withSubresource(parts.length == 2 ? parts[1] : null)
                .withNamespace(access.namespace())
                .withName(access.name())
                .endResourceAttributes()
                .endSpec()
                .build();
    }
}
