package io.fleetforge.controller.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.names.Labels;
import org.junit.jupiter.api.Test;

class TopologyStoreTest {

    private static final CorrelationId CORRELATION = new CorrelationId("correlation");

    @Test
    void shouldKeepLabelsAnnotationsAndFinalizersOfOtherWriters() {
        var stored = new ObjectMetaBuilder()
                .withNamespace("default")
                .withName("w")
                .withUid("t-1")
                .withResourceVersion("7")
                .addToLabels("argocd.argoproj.io/instance", "games")
                .addToLabels(Labels.WORLD_UID, "outdated")
                .addToAnnotations("example.com/note", "kept")
                .addToFinalizers("example.com/audit")
                .addToManagedFields(new ManagedFieldsEntry())
                .build();

        var next = TopologyStore.metadata(world(), stored, CORRELATION);

        assertThat(next.getUid()).isEqualTo("t-1");
        assertThat(next.getResourceVersion()).as("compare-and-set").isEqualTo("7");
        assertThat(next.getLabels())
                .containsEntry("argocd.argoproj.io/instance", "games")
                .containsEntry(Labels.WORLD_UID, "u-1");
        assertThat(next.getAnnotations())
                .containsEntry("example.com/note", "kept")
                .containsEntry(Labels.CORRELATION_ID, "correlation");
        assertThat(next.getFinalizers()).containsExactly("example.com/audit");
        assertThat(next.getManagedFields()).isEmpty();
    }

    @Test
    void shouldTakeNothingFromARecordThatWasDeleted() {
        var deleted =
                new ObjectMetaBuilder().withNamespace("default").withName("w").build();

        var next = TopologyStore.metadata(world(), deleted, CORRELATION);

        assertThat(next.getUid()).isNull();
        assertThat(next.getResourceVersion()).isNull();
        assertThat(next.getOwnerReferences())
                .singleElement()
                .satisfies(owner -> assertThat(owner.getUid()).isEqualTo("u-1"));
    }

    private static WorldSpec world() {
        var world = new WorldSpec();
        world.setMetadata(new ObjectMetaBuilder()
                .withNamespace("default")
                .withName("w")
                .withUid("u-1")
                .build());
        return world;
    }
}
