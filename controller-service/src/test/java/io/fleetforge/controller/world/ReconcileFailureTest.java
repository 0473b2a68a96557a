package io.fleetforge.controller.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.Test;

class ReconcileFailureTest {

    private static final String FORBIDDEN =
            "pods is forbidden: User \"fleetforge-controller\" cannot create resource \"pods\"";

    @Test
    void shouldUseTheMessageOfTheApiServer() {
        var refused = new KubernetesClientException(
                new StatusBuilder().withCode(403).withMessage(FORBIDDEN).build());

        assertThat(ReconcileFailure.of(new IllegalStateException("reconcile failed", refused), 9))
                .isEqualTo(new ReconcileFailure(FORBIDDEN, 9, false));
    }

    @Test
    void shouldUseTheMessageOfTheInnermostCauseOtherwise() {
        var failure = new IllegalStateException("outer", new IllegalArgumentException("side must be > 0"));

        assertThat(ReconcileFailure.of(failure, 9).message()).isEqualTo("side must be > 0");
        assertThat(ReconcileFailure.of(new NullPointerException(), 9).message()).isEqualTo("NullPointerException");
    }

    @Test
    void shouldReportWhatTheFirstRetriesDidNotHeal() {
        assertThat(ReconcileFailure.of(new IllegalStateException("x"), ReconcileFailure.REPORTED_FROM - 1)
                        .isReported())
                .isFalse();
        assertThat(ReconcileFailure.of(new IllegalStateException("x"), ReconcileFailure.REPORTED_FROM)
                        .isReported())
                .isTrue();
        assertThat(new ReconcileFailure("not leading", 99, true).isReported()).isFalse();
    }
}
