package io.fleetforge.contracts.crd;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceSubresourceScaleBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Corrections that the generator cannot express: columns in the order of the annotations, conditions as a map by type, the status
 * of a world that no controller has seen, its scale subresource, quantities that may be numbers, and the rules of a record's
 * component once, not per member that has the annotation.
 */
final class CrdYaml {

    private static final long QUANTITY_CHARS = 16;

    private CrdYaml() {}

    @SafeVarargs
    static void finish(Path folder, Class<? extends HasMetadata>... kinds) throws IOException {
        for (var kind : kinds) {
            var file = folder.resolve(HasMetadata.getFullResourceName(kind) + "-v1.yml");
            var crd = Serialization.unmarshal(Files.readString(file), CustomResourceDefinition.class);
            for (var version : crd.getSpec().getVersions()) {
                orderColumns(version, kind);
                keyConditions(version.getSchema().getOpenAPIV3Schema());
                if (kind == WorldSpec.class) {
                    startPending(version.getSchema().getOpenAPIV3Schema());
                    scaleCells(version);
                }
                acceptDecimals(version.getSchema().getOpenAPIV3Schema());
                dropRepeatedRules(version.getSchema().getOpenAPIV3Schema());
            }
            Files.writeString(
                    file,
                    "# Generated from io.fleetforge.contracts.crd; see CrdDriftTest. Do not edit.\n"
                            + Serialization.asYaml(crd));
        }
    }

    private static void orderColumns(CustomResourceDefinitionVersion version, Class<?> kind) {
        List<String> names = Arrays.stream(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
                .map(AdditionalPrinterColumn::name)
                .toList();
        version.getAdditionalPrinterColumns().sort(Comparator.comparingInt(column -> names.indexOf(column.getName())));
    }

    private static void keyConditions(JSONSchemaProps root) {
        var status = root.getProperties().get("status");
        if (status == null || !status.getProperties().containsKey("conditions")) {
            return;
        }
        var conditions = status.getProperties().get("conditions");
        conditions.setXKubernetesListType("map");
        conditions.setXKubernetesListMapKeys(List.of("type"));
        conditions.getItems().getSchema().setRequired(List.of("type", "status"));
    }

    /** Without a status kstatus would call a new world current. */
    private static void startPending(JSONSchemaProps root) {
        root.getProperties()
                .get("status")
                .setDefault(JsonNodeFactory.instance
                        .objectNode()
                        .put("observedGeneration", -1)
                        .put("phase", WorldPhase.PENDING.toString()));
    }

    /** {@code kubectl scale} sets the cells. No selector: a HorizontalPodAutoscaler has nothing to measure. */
    private static void scaleCells(CustomResourceDefinitionVersion version) {
        version.getSubresources()
                .setScale(new CustomResourceSubresourceScaleBuilder()
                        .withSpecReplicasPath(".spec.topology.initialCells")
                        .withStatusReplicasPath(".status.cells")
                        .build());
    }

    /**
     * A pod's quantity may be 0.5, which int-or-string refuses: any string or number instead. No list and no object, which
     * the types could not read.
     */
    private static void acceptDecimals(JSONSchemaProps schema) {
        if (Boolean.TRUE.equals(schema.getXKubernetesIntOrString())) {
            schema.setXKubernetesIntOrString(null);
            schema.setType(null);
            schema.setAnyOf(List.of());
            schema.setXKubernetesPreserveUnknownFields(true);
            schema.setMinLength(1L);
            schema.setMaxLength(QUANTITY_CHARS);
            schema.setMinItems(1L);
            schema.setMaxItems(0L);
            schema.setMinProperties(1L);
            schema.setMaxProperties(0L);
        }
        schema.getProperties().values().forEach(CrdYaml::acceptDecimals);
    }

    private static void dropRepeatedRules(JSONSchemaProps schema) {
        schema.setXKubernetesValidations(
                schema.getXKubernetesValidations().stream().distinct().toList());
        schema.getProperties().values().forEach(CrdYaml::dropRepeatedRules);
    }
}
