package io.fleetforge.cell.fencing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.contracts.lease.FencingTimes;
import io.fleetforge.contracts.lease.HostLease;
import io.fleetforge.contracts.message.WorldRef;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {

    private static final WorldRef WORLD = new WorldRef("games", "starter", "uid-new");
    private static final WorldRef DELETED = new WorldRef("games", "starter", "uid-deleted");
    private static final Instant START = Instant.parse("2026-11-30T09:00:00Z");

    private final Leases leases = new Leases();
    private long nowNs;
    private final Clock clock = ((InstantSource) () -> START.plusNanos(nowNs)).withZone(ZoneOffset.UTC);

    @Test
    void shouldLeaveTheLeaseToTheActiveHostOfALaterWorldOfTheSameName() {
        var active = new Process(WORLD, 1, "active");
        active.renew();
        var late = new Process(DELETED, 3, "late");
        for (var second = 0; second < 60; second++) {
            advance(Duration.ofSeconds(1));
            active.renew();
            late.renew();
        }
        assertThat(late.fence.wasOpened()).isFalse();
        assertThat(active.fence.isOpen()).isTrue();
        assertThat(active.fence.isReplaced()).isFalse();
    }

    @Test
    void shouldTakeTheLeaseOfAWorldThatIsGoneOnceItWasUnchangedForTheTimeout() {
        new Process(DELETED, 3, "gone").renew();
        var next = new Process(WORLD, 1, "next");
        next.renew();
        advance(FencingTimes.TAKEOVER_TIMEOUT.minusSeconds(1));
        next.renew();
        assertThat(next.fence.isOpen()).isFalse();
        advance(Duration.ofSeconds(1));
        next.renew();
        assertThat(next.fence.isOpen()).isTrue();
        assertThat(HostLease.isOf(leases.stored(), WORLD.uid())).isTrue();
        assertThat(HostLease.of(leases.stored()).incarnation()).isEqualTo(1);
    }

    @Test
    void shouldTakeAReleasedLeaseOfAnotherWorldAtOnce() {
        var gone = new Process(DELETED, 3, "gone");
        gone.renew();
        gone.keeper.release();
        var next = new Process(WORLD, 1, "next");
        next.renew();
        assertThat(next.fence.isOpen()).isTrue();
    }

    @Test
    void shouldPreemptTheEarlierProcessOfItsOwnHostAtOnce() {
        var earlier = new Process(WORLD, 1, "earlier");
        earlier.renew();
        var restarted = new Process(WORLD, 1, "restarted");
        restarted.renew();
        assertThat(restarted.fence.isOpen()).isTrue();
        advance(LeaseKeeper.SLOW);
        earlier.renew();
        advance(LeaseKeeper.FAST);
        earlier.renew();
        assertThat(earlier.fence.isReplaced()).isTrue();
    }

    @Test
    void shouldLeaveALeaseThatALaterWorldHasPreempted() {
        var gone = new Process(DELETED, 7, "gone");
        gone.renew();
        leases.update(HostLease.preempted(leases.stored(), HostLease.owner(WORLD), 2, START.atZone(ZoneOffset.UTC)));
        for (var second = 0; second < 30; second++) {
            advance(Duration.ofSeconds(1));
            gone.renew();
        }
        assertThat(gone.fence.isReplaced()).isTrue();
        assertThat(HostLease.of(leases.stored()).holder()).isEmpty();
    }

    @Test
    void shouldNotTakeALeaseThatWasPreemptedBeforeThisProcessHeldIt() {
        leases.create(HostLease.preempted(
                HostLease.absent("games", "starter-0", HostLease.owner(WORLD)),
                HostLease.owner(WORLD),
                8,
                START.atZone(ZoneOffset.UTC)));
        var late = new Process(WORLD, 7, "late");
        late.renew();
        assertThat(late.fence.isReplaced()).isTrue();
        assertThat(HostLease.of(leases.stored()).incarnation()).isEqualTo(8);
    }

    @Test
    void shouldObeyALaterIncarnationInALeaseWithoutOwner() {
        new Process(WORLD, 2, "later").renew();
        leases.removeOwner();
        var earlier = new Process(WORLD, 1, "earlier");
        earlier.renew();
        assertThat(earlier.fence.isReplaced()).isTrue();
    }

    private void advance(Duration duration) {
        nowNs += duration.toNanos();
    }

    private final class Process {

        final Fence fence = new Fence(() -> nowNs);
        final LeaseKeeper keeper;

        Process(WorldRef world, long incarnation, String id) {
            keeper = new LeaseKeeper(leases, new HostIdentity(world, "starter-0", incarnation, id), fence, clock);
        }

        void renew() {
            try {
                keeper.renewIfDue();
            } catch (KubernetesClientException e) {
                assertThat(e.getCode()).isEqualTo(HttpURLConnection.HTTP_CONFLICT);
            }
        }
    }

    /** One Lease, written by compare-and-set. */
    private static final class Leases implements LeaseStore {

        private @Nullable Lease lease;
        private int version;

        Lease stored() {
            return Objects.requireNonNull(lease);
        }

        void removeOwner() {
            lease = new LeaseBuilder(stored())
                    .editMetadata()
                    .withOwnerReferences()
                    .endMetadata()
                    .build();
        }

        @Override
        public @Nullable Lease find() {
            return lease;
        }

        @Override
        public Lease create(Lease created) {
            return store(created);
        }

        @Override
        public Lease update(Lease updated) {
            if (!Objects.equals(
                    updated.getMetadata().getResourceVersion(),
                    stored().getMetadata().getResourceVersion())) {
                throw new KubernetesClientException("written since", HttpURLConnection.HTTP_CONFLICT, null);
            }
            return store(updated);
        }

        private Lease store(Lease written) {
            version++;
            lease = new LeaseBuilder(written)
                    .editMetadata()
                    .withResourceVersion(Integer.toString(version))
                    .endMetadata()
                    .build();
            return lease;
        }
    }
}
