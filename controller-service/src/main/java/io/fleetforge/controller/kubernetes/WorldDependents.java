package io.fleetforge.controller.kubernetes;

import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.contracts.crd.WorldSpec;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Objects of a world beside its record and host pods: session key, account of the hosts, disruption budget. Thread-safe. */
@Singleton
public final class WorldDependents {

    private final SessionKeys keys;
    private final HostAccess access;
    private final DisruptionBudgets budgets;

    WorldDependents(SessionKeys keys, HostAccess access, DisruptionBudgets budgets) {
        this.keys = keys;
        this.access = access;
        this.budgets = budgets;
    }

    /**
     * Ensures key and account, without which a host pod does not start.
     *
     * @return why the API server refuses one, empty when both exist
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server did not decide
     */
    public Optional<String> ensureForHosts(WorldSpec world) {
        return keys.ensure(world).or(() -> access.ensure(world.getMetadata().getNamespace()));
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

    /** Deletes the session key; budget and account of a deleted world need no action. */
    public void delete(WorldSpec world) {
        keys.forget(world);
        budgets.forgetWorld(world.getMetadata().getUid());
    }
}
