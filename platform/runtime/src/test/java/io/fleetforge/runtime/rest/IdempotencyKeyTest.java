package io.fleetforge.runtime.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetforge.runtime.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void shouldDifferByCallerScopeAndKey() {
        var digest = new IdempotencyKey("k").digest("ann", "default");

        assertThat(digest).hasSize(64).isEqualTo(new IdempotencyKey("k").digest("ann", "default"));
        assertThat(digest)
                .isNotEqualTo(new IdempotencyKey("k").digest("bob", "default"))
                .isNotEqualTo(new IdempotencyKey("k").digest("ann", "games"))
                .isNotEqualTo(new IdempotencyKey("l").digest("ann", "default"));
    }

    @Test
    void shouldBeOneBodyWhateverTheOrderOfItsNames() {
        var given = new LinkedHashMap<String, Integer>();
        given.put("a", 1);
        given.put("b", 2);

        assertThat(IdempotencyKey.digestOf(new LinkedHashMap<>(given.reversed()), mapper))
                .isEqualTo(IdempotencyKey.digestOf(given, mapper))
                .isNotEqualTo(IdempotencyKey.digestOf(Map.of("a", 1, "b", 3), mapper));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\n", "größe"})
    void shouldNameTheHeaderWhenTheKeyIsInvalid(String key) {
        var refusal = catchThrowableOfType(ProblemException.class, () -> IdempotencyKey.fromString(key));

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.field()).isEqualTo("Idempotency-Key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "NaN", "Infinity", "1e999"})
    void shouldNameTheParameterWhenItIsNoFiniteNumber(String text) {
        var refusal = catchThrowableOfType(ProblemException.class, () -> QueryNumber.finite("x", text));

        assertThat(refusal).hasMessage("x must be given as a finite number");
        assertThat(QueryNumber.finite("x", "-1.5")).isEqualTo(-1.5);
    }
}
