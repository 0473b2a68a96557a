package io.fleetforge.runtime.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fleetforge.runtime.problem.Problem.FieldError;
import org.junit.jupiter.api.Test;

class KubernetesFieldErrorsTest {

    @Test
    void shouldTakeTheFieldsFromTheCauses() {
        var status = new StatusBuilder()
                .withMessage("WorldSpec \"a\" is invalid: spec.topology.initialCells: Invalid value: 0")
                .withNewDetails()
                .addNewCause("spec.topology.initialCells", "Invalid value: 0", "FieldValueInvalid")
                .addNewCause("<nil>", "Invalid value: null", "FieldValueInvalid")
                .endDetails()
                .build();

        assertThat(KubernetesFieldErrors.of(status))
                .containsExactly(new FieldError("spec.topology.initialCells", "Invalid value: 0"));
    }

    @Test
    void shouldTakeTheFieldsFromAStrictDecodingError() {
        var status = new StatusBuilder()
                .withMessage(
                        "strict decoding error: unknown field \"metadata.nmae\", duplicate field \"metadata.name\"")
                .build();

        assertThat(KubernetesFieldErrors.of(status))
                .containsExactly(
                        new FieldError("metadata.nmae", "unknown field"),
                        new FieldError("metadata.name", "is given twice"));
    }

    @Test
    void shouldTakeTheFieldFromTheMessageOfAnAdmissionPolicy() {
        var status = new StatusBuilder()
                .withMessage(
                        "worldspecs.fleetforge.io \"a\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'p'"
                                + " denied request: spec.capacity.resources.cpu must be 10m to 1000, not 0")
                .withNewDetails()
                .addNewCause("", "ValidatingAdmissionPolicy 'p' denied", "")
                .endDetails()
                .build();

        assertThat(KubernetesFieldErrors.of(status))
                .containsExactly(new FieldError("spec.capacity.resources.cpu", "must be 10m to 1000, not 0"));
    }

    @Test
    void shouldNameNoFieldWhenTheRefusalIsAboutNone() {
        assertThat(KubernetesFieldErrors.of(
                        new StatusBuilder().withMessage("exceeded quota").build()))
                .isEmpty();
        assertThat(KubernetesFieldErrors.of(null)).isEmpty();
    }
}
