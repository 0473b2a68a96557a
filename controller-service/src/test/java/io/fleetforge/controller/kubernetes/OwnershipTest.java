package io.fleetforge.controller.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.names.Labels;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnershipTest {

    private static final Map<String, String> OURS = Map.of(Labels.WORLD, "w", Labels.WORLD_UID, "u-2");

    private final WorldSpec world = world();

    @Test
    void shouldBeOwnedByReferenceWhateverTheLabels() {
        var child = child(Map.of(), TopologyStore.owner(world));

        assertThat(Ownership.of(child, world)).isEqualTo(Ownership.OWNED);
        assertThat(Ownership.isHostOf(child, world)).isTrue();
    }

    @Test
    void shouldBeOrphanedWhenOnlyTheLabelsNameThisWorld() {
        assertThat(Ownership.of(child(OURS), world)).isEqualTo(Ownership.ORPHANED);
        assertThat(Ownership.isHostOf(child(OURS), world)).isTrue();
        assertThat(Ownership.orphanOf(child(OURS))).contains("w");
    }

    @Test
    void shouldBeOrphanedWithoutARecordedUidButBeNoHost() {
        var child = child(Map.of(Labels.WORLD, "w"));

        assertThat(Ownership.of(child, world)).isEqualTo(Ownership.ORPHANED);
        assertThat(Ownership.isHostOf(child, world))
                .as("its process may be of a deleted world")
                .isFalse();
    }

    @Test
    void shouldBeForeignWhenItIsOfADeletedWorldOfTheName() {
        var child = child(Map.of(Labels.WORLD, "w", Labels.WORLD_UID, "u-1"));

        assertThat(Ownership.of(child, world)).isEqualTo(Ownership.FOREIGN);
        assertThat(Ownership.isHostOf(child, world)).isFalse();
        assertThat(Ownership.orphanOf(child)).contains("w");
    }

    @Test
    void shouldBeForeignWhenAnotherControllerOwnsItOrNoLabelNamesTheWorld() {
        var controlled = child(
                OURS,
                new OwnerReferenceBuilder()
                        .withApiVersion("apps/v1")
                        .withKind("ReplicaSet")
                        .withName("r")
                        .withUid("u-9")
                        .withController(true)
                        .build());

        assertThat(Ownership.of(controlled, world)).isEqualTo(Ownership.FOREIGN);
        assertThat(Ownership.orphanOf(controlled)).isEmpty();
        assertThat(Ownership.of(child(Map.of()), world)).isEqualTo(Ownership.FOREIGN);
        assertThat(Ownership.orphanOf(child(Map.of()))).isEmpty();
    }

    private static Pod child(Map<String, String> labels, OwnerReference... owners) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("w-0")
                .withLabels(labels)
                .withOwnerReferences(List.of(owners))
                .endMetadata()
                .build();
    }

    private static WorldSpec world() {
        var world = new WorldSpec();
        world.setMetadata(new ObjectMetaBuilder()
                .withNamespace("default")
                .withName("w")
                .withUid("u-2")
                .build());
        return world;
    }
}
