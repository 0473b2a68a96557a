package io.fleetforge.contracts.lease;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.names.Labels;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Lease of a cell host: it has the host's name, the incarnation as annotation and the process as holder. Raising the incarnation
 * preempts it; removing the holder releases it. Every write is a compare-and-set on the resource version.
 *
 * @param incarnation incarnation it was last written for; 0 when unreadable
 * @param holder the process that renews it, empty when it was released
 * @param renewed when it was last renewed, by the holder's clock: only good to detect a change
 */
public record HostLease(long incarnation, Optional<String> holder, Optional<ZonedDateTime> renewed) {

    public HostLease {
        Objects.requireNonNull(holder, "holder");
        Objects.requireNonNull(renewed, "renewed");
    }

    public static HostLease of(Lease lease) {
        var annotations = lease.getMetadata().getAnnotations();
        var incarnation = annotations == null ? "" : annotations.getOrDefault(Labels.INCARNATION, "");
        var spec = lease.getSpec();
        return new HostLease(
                incarnation.matches("[0-9]{1,18}") ? Long.parseLong(incarnation) : 0,
                Optional.ofNullable(spec == null ? null : spec.getHolderIdentity())
                        .filter(holder -> !holder.isEmpty()),
                Optional.ofNullable(spec == null ? null : spec.getRenewTime()));
    }

    /** The world as the owner of its hosts' Leases. */
    public static OwnerReference owner(WorldRef world) {
        var kind = new WorldSpec();
        return new OwnerReferenceBuilder()
                .withApiVersion(kind.getApiVersion())
                .withKind(kind.getKind())
                .withName(world.name())
                .withUid(world.uid())
                .build();
    }

    /** Whether {@code lease} is of the world with that UID: owned by it, or without owner and labelled so. */
    public static boolean isOf(Lease lease, String worldUid) {
        var metadata = lease.getMetadata();
        return lease.hasOwnerReferenceFor(worldUid)
                || (metadata.getOwnerReferences().isEmpty()
                        && metadata.getLabels() != null
                        && worldUid.equals(metadata.getLabels().get(Labels.WORLD_UID)));
    }

    /** Whether {@code lease} is, or was, of any world: not of something else that has the name. */
    public static boolean isOfAnyWorld(Lease lease) {
        var metadata = lease.getMetadata();
        var kind = new WorldSpec().getKind();
        return metadata.getOwnerReferences().stream().anyMatch(owner -> kind.equals(owner.getKind()))
                || (metadata.getLabels() != null && metadata.getLabels().containsKey(Labels.WORLD_UID));
    }

    /** A new Lease, owned by the world and deleted with it. */
    public static Lease initial(
            String namespace, String host, OwnerReference world, long incarnation, String holder, ZonedDateTime now) {
        return next(absent(namespace, host, world), incarnation, holder, now);
    }

    /** A Lease that no process has made yet: what {@link #next} makes of it is created. */
    public static Lease absent(String namespace, String host, OwnerReference world) {
        return new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(host)
                .withOwnerReferences(world)
                .withLabels(Map.of(Labels.WORLD_UID, world.getUid()))
                .endMetadata()
                .build();
    }

    /** {@code before} for the world's host at a later incarnation, which its process has yet to take. */
    public static Lease preempted(Lease before, OwnerReference world, long incarnation, ZonedDateTime now) {
        var owned = before.hasOwnerReferenceFor(world.getUid()) ? before : adopted(before, world);
        return next(owned, incarnation, null, now);
    }

    /** {@code lease} for another world than it was made for: one of the same name that is gone. */
    public static Lease adopted(Lease lease, OwnerReference world) {
        return new LeaseBuilder(lease)
                .editMetadata()
                .withOwnerReferences(world)
                .withLabels(Map.of(Labels.WORLD_UID, world.getUid()))
                .endMetadata()
                .build();
    }

    /**
     * The next state of {@code before}; its resource version makes the write a compare-and-set.
     *
     * @param holder null to release it, or to preempt it before the next process starts
     */
    public static Lease next(Lease before, long incarnation, @Nullable String holder, ZonedDateTime now) {
        var former = of(before);
        var changesHands = !Objects.equals(former.holder().orElse(null), holder);
        var transitions = before.getSpec() == null ? null : before.getSpec().getLeaseTransitions();
        var acquired = before.getSpec() == null ? null : before.getSpec().getAcquireTime();
        return new LeaseBuilder(before)
                .editMetadata()
                .addToAnnotations(Labels.INCARNATION, Long.toString(incarnation))
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(holder)
                .withLeaseDurationSeconds((int) FencingTimes.TAKEOVER_TIMEOUT.toSeconds())
                .withAcquireTime(changesHands || acquired == null ? now : acquired)
                .withRenewTime(now)
                .withLeaseTransitions((transitions == null ? 0 : transitions) + (changesHands ? 1 : 0))
                .endSpec()
                .build();
    }
}
