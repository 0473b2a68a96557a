package io.fleetforge.controller.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.names.Labels;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorldRefsTest {

    @Test
    void shouldUseTheIdOfTheRequestForItsGenerationAndAnotherForALaterEdit() {
        var asked = Map.of(Labels.CORRELATION_ID, "change-1", Labels.CORRELATED_GENERATION, "1/change-1");

        assertThat(WorldRefs.correlation(world(1, asked))).isEqualTo(new CorrelationId("change-1"));
        assertThat(WorldRefs.correlation(world(2, asked))).isEqualTo(CorrelationId.derived("u-1", 2));
    }

    @Test
    void shouldUseAnIdThatReplacedABoundOne() {
        var replaced = Map.of(Labels.CORRELATION_ID, "by-hand", Labels.CORRELATED_GENERATION, "1/change-1");

        assertThat(WorldRefs.correlation(world(2, replaced))).isEqualTo(new CorrelationId("by-hand"));
    }

    @Test
    void shouldUseAnIdWithoutGenerationForAll() {
        var given = Map.of(Labels.CORRELATION_ID, "by-hand");

        assertThat(WorldRefs.correlation(world(5, given))).isEqualTo(new CorrelationId("by-hand"));
    }

    @Test
    void shouldMakeOneOfItsOwnWhenTheIdIsUnsafeOrMissing() {
        assertThat(WorldRefs.correlation(world(3, Map.of(Labels.CORRELATION_ID, "a\nb"))))
                .isEqualTo(CorrelationId.derived("u-1", 3));
        assertThat(WorldRefs.correlation(world(3, Map.of()))).isEqualTo(CorrelationId.derived("u-1", 3));
    }

    private static WorldSpec world(long generation, Map<String, String> annotations) {
        var world = new WorldSpec();
        world.setMetadata(new ObjectMetaBuilder()
                .withNamespace("default")
                .withName("w")
                .withUid("u-1")
                .withGeneration(generation)
                .withAnnotations(annotations)
                .build());
        return world;
    }
}
