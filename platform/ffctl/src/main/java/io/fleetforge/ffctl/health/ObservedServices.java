package io.fleetforge.ffctl.health;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;

/**
 * The platform's own services, in its namespace.
 *
 * @param topics what one process of each service, and one host, report of their topics
 */
public record ObservedServices(
        Observed<Deployment> deployments,
        Observed<Pod> pods,
        Observed<ObservedLease> leases,
        Observed<ObservedTopics> topics) {}
