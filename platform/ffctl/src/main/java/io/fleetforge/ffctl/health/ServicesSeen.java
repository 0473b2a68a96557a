package io.fleetforge.ffctl.health;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;

/** The platform's own services, in its namespace. */
public record ServicesSeen(Seen<Deployment> deployments, Seen<Pod> pods, Seen<SeenLease> leases) {}
