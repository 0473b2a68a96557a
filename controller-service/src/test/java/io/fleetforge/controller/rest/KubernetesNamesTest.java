package io.fleetforge.controller.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fleetforge.runtime.problem.ProblemException;
import java.util.Collections;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesNamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a b", "\u0001", "a\n", "größe", "-a", "a-", "a/b", "a..b", ".a", "a_b", "%00"})
    void shouldRefuseNamingTheSegmentWhenItCanAddressNoObject(String text) {
        refused(() -> KubernetesNames.requireAddress("default", text), "name");
        refused(() -> KubernetesNames.requireAddress(text, "atlas"), "namespace");
    }

    @Test
    void shouldRefuseNamingTheLimitWhenANameIsTooLong() {
        refused(() -> KubernetesNames.requireName("name", "a".repeat(254)), "name");
        refused(() -> KubernetesNames.requireName("name", String.join(".", Collections.nCopies(5000, "a"))), "name");
        refused(() -> KubernetesNames.requireNamespace("namespace", "a".repeat(64)), "namespace");
        refused(() -> KubernetesNames.requireNamespace("namespace", "a.b"), "namespace");
    }

    @Test
    void shouldAcceptEveryNameThatKubernetesAccepts() {
        assertThatCode(() -> {
                    KubernetesNames.requireAddress("a", "0");
                    KubernetesNames.requireAddress("a".repeat(63), "a".repeat(253));
                    KubernetesNames.requireAddress("kube-system", "a-b.c0.d");
                })
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0001", "ä", "a b", "a\n", "a&limit=1", "a/b"})
    void shouldRefuseNamingContinueWhenNoPageGaveIt(String token) {
        refused(() -> KubernetesNames.requireContinue(token), "continue");
    }

    @Test
    void shouldAcceptContinueWhenItCanBeOfAPage() {
        assertThatCode(() -> {
                    KubernetesNames.requireContinue(null);
                    KubernetesNames.requireContinue("");
                    KubernetesNames.requireContinue("eyJ2IjoibWV0YS5rOHMuaW8vdjEi_-LCJydiI6NTB9==");
                })
                .doesNotThrowAnyException();
    }

    private static void refused(ThrowingCallable call, String field) {
        var refusal = catchThrowableOfType(ProblemException.class, call);

        assertThat(refusal).isNotNull();
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.getMessage()).startsWith(field + " must be ");
        assertThat(refusal.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.field()).isEqualTo(field));
    }
}
