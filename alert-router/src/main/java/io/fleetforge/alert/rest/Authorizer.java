package io.fleetforge.alert.rest;

import io.fleetforge.runtime.auth.AccessReview.Access;
import io.fleetforge.runtime.auth.AccessReview;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

/** Who asks, and whether the cluster's RBAC lets them: {@code incidents}, {@code silences} and {@code alerts} of {@code fleetforge.io}. */
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
     * @throws io.fleetforge.runtime.problem.ProblemException 401 or 403 when they may not
     */
    public void may(String verb, String resource) {
        access.require(new Access(verb, GROUP, resource, "", null));
    }

    public String name() {
        return identity.getPrincipal().getName();
    }
}
