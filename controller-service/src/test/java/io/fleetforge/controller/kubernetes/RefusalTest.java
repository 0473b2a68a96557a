package io.fleetforge.controller.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;

/** Answers of the API server to creates, with its own messages. */
class RefusalTest {

    @Test
    void shouldTakeAQuotaThatWasChangedMeanwhileForARefusal() {
        var conflict = answer(
                409,
                "Conflict",
                "Operation cannot be fulfilled on resourcequotas \"small\": the object has been modified");

        assertThat(Refusal.isExisting(conflict))
                .as("nothing of that name is there")
                .isFalse();
        assertThatCode(() -> Refusal.require(conflict)).doesNotThrowAnyException();
    }

    @Test
    void shouldKnowThatAnObjectExists() {
        assertThat(Refusal.isExisting(answer(409, "AlreadyExists", "pods \"w-0\" already exists")))
                .isTrue();
    }

    @Test
    void shouldTakeAWebhookThatDoesNotAnswerForARefusal() {
        var failed = answer(
                500,
                "InternalError",
                "Internal error occurred: failed calling webhook \"pods.example.com\": connection refused");

        assertThatCode(() -> Refusal.require(failed)).as("nothing was stored").doesNotThrowAnyException();
    }

    @Test
    void shouldTakeNoOtherServerErrorForARefusal() {
        assertThatThrownBy(() -> Refusal.require(answer(500, "InternalError", "etcdserver: request timed out")))
                .isInstanceOf(KubernetesClientException.class);
        assertThatThrownBy(() -> Refusal.require(answer(429, "TooManyRequests", "slow down")))
                .isInstanceOf(KubernetesClientException.class);
    }

    private static KubernetesClientException answer(int code, String reason, String message) {
        return new KubernetesClientException(new StatusBuilder()
                .withCode(code)
                .withReason(reason)
                .withMessage(message)
                .build());
    }
}
