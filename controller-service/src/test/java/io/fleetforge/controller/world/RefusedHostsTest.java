package io.fleetforge.controller.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
