package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fleetforge.cluster.controlplane.Kubectl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Kubernetes objects as trees, and as typed models on demand. */
record Manifests(List<JsonNode> objects) {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final KubernetesSerialization MODELS = new KubernetesSerialization();

    Manifests {
        objects = List.copyOf(objects);
    }

    /** The output of kustomize for a folder. */
    static Manifests of(Kubectl kubectl, Path kustomization) {
        return read(kubectl.require("kustomize", kustomization.toString()));
    }

    /** The documents of {@code yaml}; a List is replaced by its items. */
    static Manifests read(String yaml) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            return new Manifests(
                    documents.readAll().stream().flatMap(Manifests::items).toList());
        } catch (IOException e) {
            throw new UncheckedIOException("no YAML: " + yaml, e);
        }
    }

    private static Stream<JsonNode> items(JsonNode document) {
        return kind(document).equals("List")
                ? StreamSupport.stream(document.path("items").spliterator(), false)
                : Stream.of(document);
    }

    static String kind(JsonNode object) {
        return object.path("kind").asText();
    }

    /** Kind, namespace and name. */
    static String identity(JsonNode object) {
        return kind(object) + " " + object.at("/metadata/namespace").asText() + "/"
                + object.at("/metadata/name").asText();
    }

    Manifests without(Set<String> kinds) {
        return new Manifests(
                objects.stream().filter(object -> !kinds.contains(kind(object))).toList());
    }

    Manifests and(Manifests others) {
        return new Manifests(
                Stream.concat(objects.stream(), others.objects.stream()).toList());
    }

    /** All of a kind; {@code type} is named like it. */
    <T extends HasMetadata> List<T> all(Class<T> type) {
        return objects.stream()
                .filter(object -> kind(object).equals(type.getSimpleName()))
                .map(object -> MODELS.convertValue(object, type))
                .toList();
    }

    /** The object of a type whose name starts with {@code start}: kustomize adds a hash to some names. */
    <T extends HasMetadata> T one(Class<T> type, String start) {
        var found = all(type).stream()
                .filter(object -> object.getMetadata().getName().startsWith(start))
                .toList();
        assertThat(found).as("%s %s", type.getSimpleName(), start).hasSize(1);
        return found.getFirst();
    }

    /** Names of all of a kind in a namespace. */
    <T extends HasMetadata> List<String> names(Class<T> type, String namespace) {
        return all(type).stream()
                .map(HasMetadata::getMetadata)
                .filter(metadata -> namespace.equals(metadata.getNamespace()))
                .map(metadata -> metadata.getName())
                .toList();
    }

    /** The pods that the workloads would start, under the workloads' names. */
    List<Pod> pods() {
        var ofDeployments = all(Deployment.class).stream()
                .map(deployment -> pod(deployment, deployment.getSpec().getTemplate()));
        var ofSets =
                all(DaemonSet.class).stream().map(set -> pod(set, set.getSpec().getTemplate()));
        return Stream.concat(ofDeployments, ofSets).toList();
    }

    private static Pod pod(HasMetadata workload, PodTemplateSpec template) {
        return new PodBuilder()
                .withNewMetadataLike(template.getMetadata())
                .withName(workload.getMetadata().getName())
                .withNamespace(workload.getMetadata().getNamespace())
                .endMetadata()
                .withSpec(template.getSpec())
                .build();
    }

    /** Whether a selector with these labels selects the object. */
    static boolean selected(HasMetadata object, Map<String, String> labels) {
        return object.getMetadata().getLabels() != null
                && object.getMetadata().getLabels().entrySet().containsAll(labels.entrySet());
    }

    /** Writes each object to a file of its own, in the order for kubectl. */
    Path write(Path folder) {
        try {
            Files.createDirectories(folder);
            for (var i = 0; i < objects.size(); i++) {
                JSON.writeValue(folder.resolve("%03d.json".formatted(i)).toFile(), objects.get(i));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + folder, e);
        }
    }
}
