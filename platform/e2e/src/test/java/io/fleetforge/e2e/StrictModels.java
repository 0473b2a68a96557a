package io.fleetforge.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * The typed models of the Kubernetes client, read strictly. The models accept unknown fields, so a misspelt one would go
 * unnoticed; here it is an error.
 */
final class StrictModels {

    private static final KubernetesSerialization MODELS = new KubernetesSerialization();
    private static final JsonMapper STRICT = JsonMapper.builder()
            .annotationIntrospector(new FailOnUnknown())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final class FailOnUnknown extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }

    private StrictModels() {}

    /**
     * The model of an object.
     *
     * @throws JsonProcessingException when the object has an unknown field, or a value of another type
     */
    static KubernetesResource read(JsonNode object) throws JsonProcessingException {
        var version = object.path("apiVersion").asText();
        var model = MODELS.getRegisteredKubernetesResource(version, Manifests.kind(object));
        if (model == null) {
            throw new IllegalArgumentException("no model of " + version + " " + Manifests.kind(object));
        }
        return STRICT.treeToValue(object, model);
    }
}
