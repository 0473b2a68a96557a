package io.fleetforge.alert.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fleetforge.alert.model.Matcher;
import io.fleetforge.alert.model.Matchers;
import io.fleetforge.alert.silence.Silence;
import io.fleetforge.runtime.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyedSilenceIdTest {

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final String KEY = "0123456789abcdef".repeat(4);
    private static final String BODY = "fedcba9876543210".repeat(4);

    @Test
    void shouldBeAUuidOfKeyAndBody() {
        var id = KeyedSilenceId.of(KEY, BODY);

        assertThat(UUID.fromString(id.value()).version()).isEqualTo(8);
        assertThat(id).isEqualTo(KeyedSilenceId.of(KEY, BODY));
        assertThat(id).isNotEqualTo(KeyedSilenceId.of(KEY, KEY)).isNotEqualTo(KeyedSilenceId.of(BODY, BODY));
    }

    @Test
    void shouldFindTheSilenceOfTheSameKeyAndBody() {
        var id = KeyedSilenceId.of(KEY, BODY);

        assertThat(id.createdBefore(List.of(silence("other"), silence(id.value()))))
                .hasValue(id.value());
        assertThat(id.createdBefore(List.of(silence("other")))).isEmpty();
    }

    @Test
    void shouldRefuseTheKeyOfAnotherBody() {
        var first = silence(KeyedSilenceId.of(KEY, BODY).value());

        var refusal = catchThrowableOfType(
                ProblemException.class, () -> KeyedSilenceId.of(KEY, KEY).createdBefore(List.of(first)));

        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.code()).isEqualTo("idempotency-key-reused");
    }

    private static Silence silence(String id) {
        return new Silence(id, new Matchers(List.of(Matcher.equal("a", "b"))), AT, AT.plusSeconds(60), "ann", "known");
    }
}
