package io.fleetforge.cell.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {

    private final AtomicLong nowNs = new AtomicLong();
    private final SigningKey own = SigningKey.generate();
    private final KeyRing ring = new KeyRing(own.verification(), nowNs::get);

    @Test
    void shouldKnowTheOwnKeyBeforeItIsPublished() {
        assertThat(ring.find(own.verification().kid())).isPresent();
        assertThat(ring.isOwnPublished()).isFalse();

        ring.add(own.verification());

        assertThat(ring.isOwnPublished()).isTrue();
    }

    @Test
    void shouldReadThePublishedFormOfAKeyBack() {
        var key = SigningKey.generate().verification();

        ring.add(VerificationKey.of(key.x()));

        assertThat(ring.find(key.kid())).hasValue(key.publicKey());
    }

    @Test
    void shouldCountTheTimeOfAMissingKeyAnewOnceItArrived() {
        var key = SigningKey.generate().verification();

        assertThat(ring.mayArrive(key.kid())).isTrue();
        nowNs.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(ring.mayArrive(key.kid()))
                .as("not all published keys are read")
                .isTrue();
        ring.complete();
        assertThat(ring.mayArrive(key.kid())).isTrue();
        nowNs.addAndGet(KeyRing.ARRIVAL_LIMIT.toNanos());
        assertThat(ring.mayArrive(key.kid())).isFalse();
        ring.add(key);
        nowNs.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(ring.mayArrive(key.kid())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "short", "é", "AAAA", "====", "not base64 at all, and much longer than a key of 32 bytes is"
            })
    void shouldRefuseWhatIsNoKey(String x) {
        assertThatThrownBy(() -> VerificationKey.of(x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Ed25519");
    }
}
