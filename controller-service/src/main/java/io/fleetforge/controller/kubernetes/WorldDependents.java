package io.fleetforge.controller.kubernetes;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.contracts.crd.WorldSpec;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Objects of a world beside its record and host pods: account of the hosts, disruption budget. Thread-safe. */
@Singleton
public final class WorldDependents {

    private final HostAccess access;
    private final DisruptionBudgets budgets;

    WorldDependents(HostAccess access, DisruptionBudgets budgets) {
        this.access = access;
        this.budgets = budgets;
    }

    /**
     * Ensures the account, without which a host pod does not start.
     *
     * @return why the API server refuses it, empty when it exists
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server did not decide
     */
    public Optional<String> ensureForHosts(WorldSpec world) {
        return access.ensure(world.getMetadata().getNamespace());
    }

    /** The account is ensured again before the next pod: a refused pod may mean that it was removed. */
    public void podRefused(WorldSpec world) {
        access.forget(world.getMetadata().getNamespace());
    }

    /**
     * Ensures the account again while a host does not serve: it cannot hold its Lease without. Tried at most every thirty seconds.
     *
     * @return why the API server refuses it, or did not decide; empty otherwise
     */
    public Optional<String> ensureAccess(WorldSpec world) {
        try {
            return access.ensureAgain(world.getMetadata().getNamespace());
        } catch (KubernetesClientException e) {
            return Optional.of(Refusal.message(e));
        }
    }

    /**
     * Ensures the disruption budget for that many hosts.
     *
     * @param present the world's budget as observed
     */
    public void ensureBudget(WorldSpec world, int hosts, Optional<PodDisruptionBudget> present) {
        budgets.require(world, hosts, present);
    }

    /** Forgets the budget of a deleted world; the objects themselves need no action. */
    public void forget(WorldSpec world) {
        budgets.forgetWorld(world.getMetadata().getUid());
    }
}
