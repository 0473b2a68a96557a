package io.fleetforge.runtime.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RenewalTrackingLockTest {

    private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final KubernetesClient NO_CLIENT = (KubernetesClient) Proxy.newProxyInstance(
            KubernetesClient.class.getClassLoader(), new Class<?>[] {KubernetesClient.class}, (proxy, method, args) -> {
                throw new AssertionError("the lock under test asks no client");
            });

    private final AtomicLong nowNs = new AtomicLong();
    private final LeaderClock clock = new LeaderClock(1_000, nowNs::get);
    private final FakeLock lease = new FakeLock();
    private final RenewalTrackingLock lock = new RenewalTrackingLock(lease, clock);

    @Test
    void shouldCountARenewalFromTheMomentBeforeItWasSent() {
        lease.duration = 400;

        lock.update(NO_CLIENT, record("me", 7));

        nowNs.set(999);
        assertThat(clock.covers()).isTrue();
        nowNs.set(1_000);
        assertThat(clock.covers()).isFalse();
        assertThat(lock.transitions()).isEqualTo(7);
    }

    @Test
    void shouldCountNoRenewalWhenTheWriteFails() {
        lease.failure = new KubernetesClientException("conflict");

        assertThatThrownBy(() -> lock.update(NO_CLIENT, record("me", 0))).isSameAs(lease.failure);

        assertThat(clock.covers()).isFalse();
    }

    @Test
    void shouldLoseLeadershipAtOnceWhenTheLeaseIsReleased() {
        lock.create(NO_CLIENT, record("me", 0));

        lock.update(NO_CLIENT, record("", 0));

        assertThat(clock.covers()).isFalse();
    }

    private static LeaderElectionRecord record(String holder, int transitions) {
        return new LeaderElectionRecord(holder, Duration.ofSeconds(5), NOW, NOW, transitions);
    }

    private final class FakeLock implements Lock {
        private long duration;
        private KubernetesClientException failure;

        @Override
        public LeaderElectionRecord get(KubernetesClient client) {
            return record("me", 0);
        }

        @Override
        public void create(KubernetesClient client, LeaderElectionRecord record) {
            update(client, record);
        }

        @Override
        public void update(KubernetesClient client, LeaderElectionRecord record) {
            nowNs.addAndGet(duration);
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        public String identity() {
            return "me";
        }

        @Override
        public String describe() {
            return "fake";
        }
    }
}
