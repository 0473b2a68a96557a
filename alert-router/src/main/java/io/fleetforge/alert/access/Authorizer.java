package io.fleetforge.alert.access;

import io.fleetforge.runtime.auth.AccessReview;
import io.fleetforge.runtime.auth.AccessReview.Access;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

/**
 * Checks the caller's rights by the cluster's RBAC on {@code incidents}, {@code silences} and {@code alerts} of
 * {@code fleetforge.io}.
 */
@ApplicationScoped
@Named
public class Authorizer {

    private static final String GROUP = "fleetforge.io";

    private final AccessReview access;
    private final SecurityIdentity identity;

    public Authorizer(AccessReview access, SecurityIdentity identity) {
        this.access = access;
        this.identity = identity;
    }

    /**
     * @throws io.fleetforge.runtime.problem.ProblemException 401 without a valid token, 403 without the right
     */
    public void require(String verb, String resource) {
        access.require(new Access(verb, GROUP, resource, "", null));
    }

    /** Name of the caller; empty without a token. */
    public String name() {
        return identity.getPrincipal().getName();
    }
}
