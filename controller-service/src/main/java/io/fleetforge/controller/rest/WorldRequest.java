package io.fleetforge.controller.rest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldSpecSpec;
import io.fleetforge.contracts.crd.WorldSpecStatus;
import org.jspecify.annotations.Nullable;

/**
 * Body of a creation: a WorldSpec, with the fields of one and no other.
 *
 * @param status taken and not stored, as with kubectl
 */
public record WorldRequest(
        @Nullable String apiVersion,
        @Nullable String kind,
        @Nullable ObjectMeta metadata,
        @Nullable WorldSpecSpec spec,
        @Nullable WorldSpecStatus status) {

    private static final String DEFAULT_NAMESPACE = "default";

    /** As long as what is appended to {@code generateName}. */
    private static final String GENERATED = "0".repeat(WorldCreation.GENERATED_CHARS);

    /**
     * The WorldSpec to create, in namespace default when none is given; without a name when it is to be generated.
     *
     * @throws io.fleetforge.runtime.problem.ProblemException 400 that names the field when this is not a WorldSpec with
     *     a valid name and namespace
     */
    WorldSpec world() {
        KubernetesNames.requireEqual("apiVersion", apiVersion, HasMetadata.getApiVersion(WorldSpec.class));
        KubernetesNames.requireEqual("kind", kind, HasMetadata.getKind(WorldSpec.class));
        if (metadata == null || (metadata.getName() == null && metadata.getGenerateName() == null)) {
            throw KubernetesNames.refused(
                    "metadata.name", "or metadata.generateName is required: the body must be a WorldSpec");
        }
        if (metadata.getNamespace() == null) {
            metadata.setNamespace(DEFAULT_NAMESPACE);
        }
        if (metadata.getResourceVersion() != null
                && !metadata.getResourceVersion().isEmpty()) {
            throw KubernetesNames.refused(
                    "metadata.resourceVersion", "must not be given: the world is not created yet");
        }
        if (metadata.getName() == null) {
            KubernetesNames.requireName("metadata.generateName", metadata.getGenerateName() + GENERATED);
        } else {
            KubernetesNames.requireName("metadata.name", metadata.getName());
        }
        KubernetesNames.requireNamespace("metadata.namespace", metadata.getNamespace());
        var world = new WorldSpec();
        world.setMetadata(metadata);
        world.setSpec(spec);
        return world;
    }
}
