package io.fleetforge.controller.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.runtime.auth.AccessReview;
import io.fleetforge.runtime.rest.IdempotencyKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Creates WorldSpecs in the caller's name, at most one per {@link IdempotencyKey}, caller and namespace. The world itself
 * carries the digests of key and body: every replica finds it there, and the key is free again when the world is gone.
 */
@ApplicationScoped
public class WorldCreation {

    /** Characters that are appended to {@code generateName}; the name of a call with a key is the key's digest. */
    static final int GENERATED_CHARS = 10;

    private static final Logger LOG = Logger.getLogger(WorldCreation.class);
    private static final int LABEL_CHARS = 63;

    private final KubernetesClient client;
    private final CallerClients callers;
    private final AccessReview access;
    private final ObjectMapper mapper;

    public WorldCreation(KubernetesClient client, CallerClients callers, AccessReview access, ObjectMapper mapper) {
        this.client = client;
        this.callers = callers;
        this.access = access;
        this.mapper = mapper;
    }

    /**
     * Creates the world, or returns the one that the same key and body created before.
     *
     * @param annotations to set beside those of the body; of the creating call only
     * @throws io.fleetforge.runtime.problem.ProblemException 422 when the key was used for another body
     * @throws KubernetesClientException when the API server refuses the world, 409 when another one has its name
     */
    WorldSpec create(WorldSpec world, Map<String, String> annotations, @Nullable IdempotencyKey key) {
        var metadata = world.getMetadata();
        if (key == null) {
            annotate(metadata, annotations);
            return store(world);
        }
        var call = new KeyedCall(
                metadata.getNamespace(),
                key.digest(access.user(), metadata.getNamespace()).substring(0, LABEL_CHARS),
                IdempotencyKey.digestOf(world, mapper));
        var before = outcome(call);
        if (before.isPresent()) {
            return before.get();
        }
        mark(metadata, call);
        annotate(metadata, annotations);
        try {
            return store(world);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            // A call with the same key that came in between: its outcome is that of this call.
            return outcome(call).orElseThrow(() -> e);
        }
    }

    private record KeyedCall(String namespace, String key, String body) {}

    private Optional<WorldSpec> outcome(KeyedCall call) {
        var created = client
                .resources(WorldSpec.class)
                .inNamespace(call.namespace())
                .withLabel(Labels.IDEMPOTENCY_KEY, call.key())
                .list()
                .getItems()
                .stream()
                .findFirst();
        if (created.isPresent() && !call.body().equals(digest(created.get()))) {
            throw IdempotencyKey.reused();
        }
        return created;
    }

    private static @Nullable String digest(WorldSpec created) {
        var annotations = created.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(Labels.REQUEST_DIGEST);
    }

    private static void mark(ObjectMeta metadata, KeyedCall call) {
        if (metadata.getName() == null) {
            metadata.setName(metadata.getGenerateName() + call.key().substring(0, GENERATED_CHARS));
        }
        var labels = new HashMap<String, String>();
        if (metadata.getLabels() != null) {
            labels.putAll(metadata.getLabels());
        }
        labels.put(Labels.IDEMPOTENCY_KEY, call.key());
        metadata.setLabels(labels);
        annotate(metadata, Map.of(Labels.REQUEST_DIGEST, call.body()));
    }

    private static void annotate(ObjectMeta metadata, Map<String, String> added) {
        var annotations = new HashMap<String, String>();
        if (metadata.getAnnotations() != null) {
            annotations.putAll(metadata.getAnnotations());
        }
        annotations.putAll(added);
        metadata.setAnnotations(annotations);
    }

    private WorldSpec store(WorldSpec world) {
        var created = callers.as(caller ->
                caller.resource(world).fieldValidation(Validation.STRICT).create());
        LOG.infof(
                "world %s/%s was created",
                created.getMetadata().getNamespace(), created.getMetadata().getName());
        return created;
    }
}
