package io.fleetforge.alert.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetforge.alert.model.LabelSet;
import io.fleetforge.alert.model.Matchers;
import io.fleetforge.alert.silence.Silence.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SilenceTest {

    private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");
    private static final LabelSet STARTER = LabelSet.of(Map.of("alertname", "HostDown", "world", "starter"));

    @Test
    void shouldSilenceFromItsStartUntilItsEnd() {
        var silence = silence("world=starter", Duration.ofHours(1));

        assertThat(silence.silences(STARTER, START.minusMillis(1))).isFalse();
        assertThat(silence.silences(STARTER, START)).isTrue();
        assertThat(silence.silences(STARTER, START.plus(Duration.ofHours(1)))).isFalse();
        assertThat(silence.silences(LabelSet.of(Map.of("world", "other")), START))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alertname=~\".*\"", "world=\"\"", "world!=other", "a=~\".*\", b!~\"x\""})
    void shouldRefuseToSilenceEveryAlert(String matchers) {
        assertThatThrownBy(() -> silence(matchers, Duration.ofHours(1)))
                .hasMessageContaining("this would silence every alert");
    }

    @Test
    void shouldNameTheFieldTheLimitAndTheFix() {
        assertThatThrownBy(() -> silence("world=a", Duration.ofDays(31))).hasMessageContaining("endsAt", "30 days");
        assertThatThrownBy(() -> silence("world=a", Duration.ZERO)).hasMessageContaining("endsAt");
        assertThatThrownBy(() -> new Silence("s", Matchers.parse("world=a"), START, START.plusSeconds(1), " ", "why"))
                .hasMessageContaining("owner");
        assertThatThrownBy(() -> new Silence("s", Matchers.parse("world=a"), START, START.plusSeconds(1), "ann", ""))
                .hasMessageContaining("comment");
    }

    @Test
    void shouldExpireWhenPendingOrActive() {
        var silence = silence("world=starter", Duration.ofHours(1));

        assertThat(silence.expiredAt(START.plusSeconds(60)).endsAt()).isEqualTo(START.plusSeconds(60));
        assertThat(silence.expiredAt(START.minusSeconds(60)).stateAt(START)).isEqualTo(State.EXPIRED);
        var later = START.plus(Duration.ofHours(2));
        assertThat(silence.expiredAt(later)).isEqualTo(silence);
    }

    private static Silence silence(String matchers, Duration length) {
        return new Silence("s-1", Matchers.parse(matchers), START, START.plus(length), "ann", "maintenance");
    }
}
