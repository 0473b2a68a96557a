package io.fleetforge.controller.fencing;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.crd.WorldTopologySpec.Host;
import io.fleetforge.contracts.crd.WorldTopologySpec.Source;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.lease.FencingTimes;
import io.fleetforge.contracts.lease.HostLease;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.controller.hosts.HostView;
import io.fleetforge.controller.hosts.HostView.Phase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostFailureDetectorTest {

    private static final WorldRef WORLD = new WorldRef("default", "w", "uid-1");
    private static final WorldTopologySpec TOPOLOGY = new WorldTopologySpec(
            5,
            3,
            new Source(new Bounds(0, 10, 0, 10), 1, 1, 10),
            List.of(new Host("w-0", 1), new Host("w-1", 3)),
            List.of());
    private static final Map<String, HostView> BOTH = Map.of("w-0", pod("w-0", 1), "w-1", pod("w-1", 3));
    private static final Map<String, HostView> FIRST = Map.of("w-0", pod("w-0", 1));

    private long nowNs = 1_000_000;
    private final HeartbeatTracker heartbeats = new HeartbeatTracker(() -> nowNs);
    private final Map<String, Lease> leases = new HashMap<>();
    private final List<String> reads = new ArrayList<>();
    private final HostFailureDetector detector = new HostFailureDetector(heartbeats, (namespace, host) -> {
        reads.add(host);
        return Optional.ofNullable(leases.get(host));
    });

    @Test
    void shouldReadNoLeaseOfHostsThatSpeak() {
        detect(BOTH);
        for (var second = 0; second < 60; second++) {
            advance(Duration.ofSeconds(1));
            heartbeats.sampled("uid-1", "w-0", 1);
            heartbeats.sampled("uid-1", "w-1", 3);
            assertThat(detect(BOTH)).isEqualTo(FencingVerdict.CLEAR);
        }
        assertThat(reads).isEmpty();
    }

    @Test
    void shouldPreemptAMissingHostAtOnceWhenItsLeaseHasNoHolder() {
        assertThat(detect(FIRST).maybeActive()).as("no lease: it never acted").isEmpty();
        leases.put("w-1", lease("uid-1", 3, null, 0));
        assertThat(detect(FIRST).maybeActive()).as("released").isEmpty();
        leases.put("w-1", lease("uid-1", 2, "process", 0));
        assertThat(detect(FIRST).maybeActive()).as("an earlier incarnation's").isEmpty();
        leases.put("w-1", lease("uid-0", 3, "process", 0));
        assertThat(detect(FIRST).maybeActive()).as("another world's").isEmpty();
    }

    @Test
    void shouldPreemptTheLeaseThatAMissingHostMayBeAboutToTake() {
        assertThat(detect(FIRST).preempted()).as("no Lease").hasEntrySatisfying("w-1", lease -> {
            assertThat(lease.getMetadata().getResourceVersion()).isNull();
            assertThat(HostLease.isOf(lease, "uid-1")).isTrue();
        });
        leases.put("w-1", lease("uid-0", 7, "process", 0));
        assertThat(detect(FIRST).preempted()).as("another world's").containsEntry("w-1", leases.get("w-1"));
        leases.put("w-1", lease("uid-1", 2, null, 0));
        assertThat(detect(FIRST).preempted()).as("an earlier incarnation's").containsEntry("w-1", leases.get("w-1"));
        leases.put("w-1", lease("uid-1", 4, null, 0));
        assertThat(detect(FIRST).preempted()).as("preempted before").isEmpty();
        var stranger = lease("uid-1", 0, "process", 0);
        stranger.getMetadata().setOwnerReferences(List.of());
        stranger.getMetadata().setLabels(Map.of());
        leases.put("w-1", stranger);
        assertThat(detect(FIRST).preempted()).as("of no world").isEmpty();
    }

    @Test
    void shouldWaitForAMissingHostThatHoldsItsLeaseUntilItCanNotActAnyMore() {
        leases.put("w-1", lease("uid-1", 3, "process", 0));

        assertThat(detect(FIRST).maybeActive()).containsExactly("w-1");
        assertThat(detect(FIRST).again()).contains(FencingTimes.TAKEOVER_TIMEOUT);
        advance(Duration.ofSeconds(10));
        assertThat(detect(FIRST).again()).contains(FencingTimes.TAKEOVER_TIMEOUT.minusSeconds(10));
        advance(FencingTimes.TAKEOVER_TIMEOUT.minusSeconds(10).minusNanos(1));
        assertThat(detect(FIRST).maybeActive()).containsExactly("w-1");
        advance(Duration.ofNanos(1));

        var verdict = detect(FIRST);
        assertThat(verdict.maybeActive()).isEmpty();
        assertThat(verdict.preempted()).containsOnlyKeys("w-1");
    }

    @Test
    void shouldWaitForAMissingHostWhoseLeaseLostItsOwner() {
        var orphaned = lease("uid-1", 3, "process", 0);
        orphaned.getMetadata().setOwnerReferences(List.of());
        leases.put("w-1", orphaned);

        assertThat(detect(FIRST).maybeActive()).containsExactly("w-1");
    }

    @Test
    void shouldStartAgainWithEitherHeartbeat() {
        leases.put("w-1", lease("uid-1", 3, "process", 0));
        detect(FIRST);
        advance(FencingTimes.TAKEOVER_TIMEOUT.minusNanos(1));
        heartbeats.sampled("uid-1", "w-1", 3);
        advance(FencingTimes.TAKEOVER_TIMEOUT.minusNanos(1));
        assertThat(detect(FIRST).maybeActive()).as("telemetry arrived").containsExactly("w-1");
        leases.put("w-1", lease("uid-1", 3, "process", 10));
        advance(Duration.ofNanos(1));
        assertThat(detect(FIRST).maybeActive()).as("the lease was renewed").containsExactly("w-1");
        heartbeats.sampled("uid-1", "w-1", 2);
        advance(FencingTimes.TAKEOVER_TIMEOUT);
        assertThat(detect(FIRST).maybeActive())
                .as("an earlier incarnation reports")
                .isEmpty();
    }

    @Test
    void shouldPreemptASilentHostWhosePodIsReportedRunning() {
        leases.put("w-1", lease("uid-1", 3, "process", 0));
        detect(BOTH);
        advance(FencingTimes.TAKEOVER_TIMEOUT);
        heartbeats.sampled("uid-1", "w-0", 1);

        var first = detect(BOTH);
        assertThat(first.fenced())
                .as("the lease is read for the first time now")
                .isEmpty();
        advance(FencingTimes.TAKEOVER_TIMEOUT);
        heartbeats.sampled("uid-1", "w-0", 1);
        var second = detect(BOTH);

        assertThat(first.again()).contains(FencingTimes.TAKEOVER_TIMEOUT);
        assertThat(second.fenced()).containsExactly("w-1");
        assertThat(second.preempted()).containsOnlyKeys("w-1");
        assertThat(reads).containsOnly("w-1");
    }

    @Test
    void shouldGoOnWithATakingThatWasNotWrittenToTheRecord() {
        leases.put("w-1", lease("uid-1", 4, null, 0));
        detect(BOTH);
        advance(HostFailureDetector.SUSPICIOUS);
        heartbeats.sampled("uid-1", "w-0", 1);

        assertThat(detect(BOTH).fenced()).containsExactly("w-1");
    }

    @Test
    void shouldLeaveAHostToTheKubeletWhileItStartsOrRestarts() {
        leases.put("w-1", lease("uid-1", 3, "process", 0));
        var restarting = Map.of("w-0", pod("w-0", 1), "w-1", new HostView("w-1", "u", 3, "h", Phase.STARTING, false));
        detect(restarting);
        advance(FencingTimes.TAKEOVER_TIMEOUT.multipliedBy(3));
        heartbeats.sampled("uid-1", "w-0", 1);
        assertThat(detect(restarting)).isEqualTo(FencingVerdict.CLEAR);

        leases.clear();
        assertThat(detect(BOTH).fenced()).as("it never held the lease").isEmpty();
    }

    @Test
    void shouldHaveTheTimeForWhichEveryHostHasReportedWithoutAGap() {
        assertThat(heartbeats.steady("uid-1")).as("not followed").isZero();
        detect(BOTH);
        sampleBoth(100);
        assertThat(heartbeats.steady("uid-1")).isEqualTo(Duration.ofSeconds(100));

        advance(Duration.ofSeconds(31));
        heartbeats.sampled("uid-1", "w-0", 1);
        assertThat(heartbeats.steady("uid-1")).as("one host is silent").isZero();
        heartbeats.sampled("uid-1", "w-1", 3);
        assertThat(heartbeats.steady("uid-1")).as("both were").isZero();
        sampleBoth(10);
        assertThat(heartbeats.steady("uid-1")).isEqualTo(Duration.ofSeconds(10));
    }

    private void sampleBoth(int seconds) {
        for (var second = 0; second < seconds; second++) {
            advance(Duration.ofSeconds(1));
            heartbeats.sampled("uid-1", "w-0", 1);
            heartbeats.sampled("uid-1", "w-1", 3);
        }
    }

    @Test
    void shouldReportEachSilenceOnce() {
        detect(BOTH);
        advance(HostFailureDetector.SUSPICIOUS);
        assertThat(heartbeats.fallenSilent(HostFailureDetector.SUSPICIOUS)).containsExactly(WORLD);
        assertThat(heartbeats.fallenSilent(HostFailureDetector.SUSPICIOUS)).isEmpty();
        heartbeats.sampled("uid-1", "w-1", 3);
        advance(HostFailureDetector.SUSPICIOUS);
        assertThat(heartbeats.fallenSilent(HostFailureDetector.SUSPICIOUS)).containsExactly(WORLD);

        heartbeats.forgetWorld("uid-1");
        assertThat(heartbeats.silence("uid-1", new Host("w-1", 3))).isZero();
    }

    private FencingVerdict detect(Map<String, HostView> pods) {
        return detector.detect(WORLD, TOPOLOGY, pods, Set.of());
    }

    private void advance(Duration time) {
        nowNs += time.toNanos();
    }

    private static HostView pod(String name, long incarnation) {
        return new HostView(name, "pod-" + name, incarnation, "hash", Phase.READY, true);
    }

    private static Lease lease(String worldUid, long incarnation, String holder, int second) {
        var world = new OwnerReferenceBuilder().withUid(worldUid).withName("w").build();
        var at = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(second).atZone(ZoneOffset.UTC);
        var first = HostLease.initial("default", "w-1", world, incarnation, "process", at);
        return HostLease.next(first, incarnation, holder, at);
    }
}
