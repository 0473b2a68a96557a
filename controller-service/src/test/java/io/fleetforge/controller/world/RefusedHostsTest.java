package io.fleetforge.controller.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefusedHostsTest {

    private static final String QUOTA =
            "pods \"%s\" is forbidden: exceeded quota: small, requested: pods=1, used: pods=%d";

    private final AtomicLong nowNs = new AtomicLong(Long.MAX_VALUE - 1);
    private final RefusedHosts hosts = new RefusedHosts(nowNs::get);

    @Test
    void shouldDoubleThePauseUpToItsLimitWhileTheCauseStays() {
        var pauses = new ArrayList<Long>();
        for (var attempt = 0; attempt < 6; attempt++) {
            hosts.refused("u", "w-1", 2, QUOTA.formatted("w-1", attempt));
            var pause = hosts.untilNext("u", Set.of("w-1")).orElseThrow();
            pauses.add(pause.toSeconds());
            assertThat(hosts.waiting("u")).containsExactly("w-1");
            pass(pause);
            assertThat(hosts.waiting("u")).isEmpty();
        }

        assertThat(pauses).containsExactly(5L, 10L, 20L, 40L, 40L, 40L);
    }

    @Test
    void shouldStartWithTheShortestPauseWhenTheCauseChangesOrAPodWasCreated() {
        hosts.refused("u", "w-1", 2, QUOTA.formatted("w-1", 1));
        hosts.refused("u", "w-1", 2, QUOTA.formatted("w-1", 1));
        hosts.refused("u", "w-1", 2, "pods \"w-1\" is forbidden: violates PodSecurity \"restricted:latest\"");
        assertThat(hosts.untilNext("u", Set.of("w-1"))).hasValueSatisfying(RefusedHostsTest::isFirstPause);

        hosts.refused("u", "w-1", 2, "pods \"w-1\" is forbidden: violates PodSecurity \"restricted:latest\"");
        hosts.created("u", "w-1");
        assertThat(hosts.waiting("u")).isEmpty();
        assertThat(hosts.untilNext("u", Set.of("w-1"))).isEmpty();

        hosts.refused("u", "w-1", 3, "pods \"w-1\" is forbidden: violates PodSecurity \"restricted:latest\"");
        assertThat(hosts.untilNext("u", Set.of("w-1"))).hasValueSatisfying(RefusedHostsTest::isFirstPause);
    }

    /** A pod that the kubelet rejects: each one ends a tenth of a second after its create, and is reconciled ten times a second. */
    @Test
    void shouldPauseBetweenPodsThatEndBeforeTheyServe() {
        var creates = new ArrayList<Long>();
        var startNs = nowNs.get();
        for (var step = 0; step < 1200; step++) {
            if (!hosts.waiting("u").contains("w-1")) {
                creates.add(TimeUnit.NANOSECONDS.toSeconds(nowNs.get() - startNs));
                hosts.created("u", "w-1");
                hosts.ended("u", "w-1", "pod-" + creates.size(), "its pod ended: OutOfcpu");
                hosts.ended(
                        "u", "w-1", "pod-" + creates.size(), "its pod ended: OutOfcpu"); // deleted from an old cache
            } else {
                hosts.heldBack("u", "w-1", 7);
                assertThat(hosts.message("u", "w-1", 7))
                        .as("no epoch while it waits")
                        .isPresent();
            }
            pass(Duration.ofMillis(100));
        }

        assertThat(creates).as("the first one is replaced at once").startsWith(0L, 0L, 5L, 15L, 35L, 75L);
        assertThat(creates).hasSize(7);

        hosts.created("u", "w-1");
        assertThat(hosts.message("u", "w-1", 7))
                .as("a pod of that incarnation may run")
                .isEmpty();
        hosts.served("u", "w-1");
        hosts.ended("u", "w-1", "pod-99", "its pod ended");
        assertThat(hosts.waiting("u"))
                .as("a host that served is replaced at once")
                .isEmpty();
    }

    @Test
    void shouldReportOneTextPerCauseWhateverTheHostAndTheFigures() {
        var first = hosts.refused("u", "w-1", 2, QUOTA.formatted("w-1", 1));

        assertThat(first)
                .isEqualTo("host w-1 not started: " + QUOTA.formatted("w-1", 1)
                        + "; retrying after pauses of 5 s to 40 s");
        assertThat(hosts.refused("u", "w-1", 2, QUOTA.formatted("w-1", 7))).isEqualTo(first);
        assertThat(hosts.refused("u", "w-2", 2, QUOTA.formatted("w-2", 1))).isEqualTo(first);
        assertThat(hosts.refused("u", "w-2", 2, "pods \"w-2\" already exists")).contains("w-2\" already exists");
        assertThat(hosts.refused("other", "w-1", 2, QUOTA.formatted("w-1", 3))).contains("used: pods=3");
    }

    @Test
    void shouldKnowThatNoPodCanHaveRunWhenAnAttemptWasHeldBack() {
        hosts.refused("u", "w-1", 2, "quota");

        assertThat(hosts.message("u", "w-1", 2)).hasValue("quota");
        assertThat(hosts.message("u", "w-1", 5)).isEmpty();
        assertThat(hosts.heldBack("u", "w-1", 5)).isEqualTo("quota");
        assertThat(hosts.message("u", "w-1", 5)).hasValue("quota");
    }

    @Test
    void shouldKeepWorldsApartAndForgetADeletedOne() {
        hosts.refused("u", "w-1", 2, "quota");
        hosts.refused("v", "w-1", 2, "quota");

        hosts.forgetWorld("u");

        assertThat(List.of(hosts.waiting("u"), hosts.waiting("v"))).containsExactly(Set.of(), Set.of("w-1"));
    }

    private void pass(Duration time) {
        nowNs.addAndGet(time.toNanos());
    }

    private static void isFirstPause(Duration pause) {
        assertThat(pause).isBetween(RefusedHosts.FIRST_PAUSE, RefusedHosts.FIRST_PAUSE.plusMillis(1));
    }
}
