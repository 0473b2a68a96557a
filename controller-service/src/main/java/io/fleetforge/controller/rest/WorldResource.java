package io.fleetforge.controller.rest;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.runtime.auth.AccessReview;
import io.fleetforge.runtime.auth.AccessReview.Access;
import io.fleetforge.runtime.correlation.RequestCorrelation;
import io.fleetforge.runtime.page.Page;
import io.fleetforge.runtime.page.PageLimit;
import io.fleetforge.runtime.problem.ProblemException;
import io.fleetforge.runtime.rest.IdempotencyKey;
import io.opentelemetry.api.trace.Span;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Worlds over HTTP. Reads are authorised by SubjectAccessReview; writes go to the API server with the caller's own token. */
@Path("/api/v1/worlds")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class WorldResource {

    private static final Logger LOG = Logger.getLogger(WorldResource.class);
    static final String GROUP = "fleetforge.io";
    static final String RESOURCE = "worldspecs";

    private final KubernetesClient client;
    private final AccessReview access;
    private final CallerClients callers;
    private final WorldCreation creation;
    private final RequestCorrelation correlation;

    public WorldResource(
            KubernetesClient client,
            AccessReview access,
            CallerClients callers,
            WorldCreation creation,
            RequestCorrelation correlation) {
        this.client = client;
        this.access = access;
        this.callers = callers;
        this.creation = creation;
        this.correlation = correlation;
    }

    @APIResponse(responseCode = "200", description = "A page of worlds")
    @APIResponse(responseCode = "410")
    @GET
    public Page<WorldView> list(
            @QueryParam("namespace") @DefaultValue("") String namespace,
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit,
            @QueryParam("continue") @Nullable String from) {
        if (!namespace.isEmpty()) {
            KubernetesNames.requireNamespace("namespace", namespace);
        }
        KubernetesNames.requireContinue(from);
        access.require(new Access("list", GROUP, RESOURCE, namespace, null));
        var options = new ListOptionsBuilder()
                .withLimit((long) limit.value())
                .withContinue(from)
                .build();
        var worlds = client.resources(WorldSpec.class);
        var page = namespace.isEmpty()
                ? worlds.inAnyNamespace().list(options)
                : worlds.inNamespace(namespace).list(options);
        var next = page.getMetadata().getContinue();
        return new Page<>(
                page.getItems().stream().map(WorldView::of).toList(), next == null || next.isEmpty() ? null : next);
    }

    @APIResponse(responseCode = "200", description = "The world")
    @APIResponse(responseCode = "404")
    @GET
    @Path("{namespace}/{name}")
    public WorldView get(String namespace, String name) {
        KubernetesNames.requireAddress(namespace, name);
        access.require(new Access("get", GROUP, RESOURCE, namespace, name));
        return WorldView.of(find(namespace, name));
    }

    /**
     * Creates a world.
     *
     * @param key a call with the same key and body answers the first outcome again; one with another body 422
     */
    @APIResponse(
            responseCode = "201",
            description = "The world",
            content = @Content(schema = @Schema(implementation = WorldView.class)))
    @APIResponse(responseCode = "404")
    @APIResponse(responseCode = "409")
    @APIResponse(responseCode = "422")
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response create(
            @Nullable WorldRequest request, @HeaderParam(IdempotencyKey.HEADER) @Nullable IdempotencyKey key) {
        if (request == null) {
            throw new ProblemException(400, "bad-request", "the body must be a WorldSpec with metadata.name");
        }
        var world = request.world();
        var asked = world.getMetadata();
        access.require(new Access("create", GROUP, RESOURCE, asked.getNamespace(), asked.getName()));
        var annotations = Map.of(
                Labels.CORRELATION_ID,
                correlation.current().value(),
                Labels.CORRELATED_GENERATION,
                "1/" + correlation.current().value(),
                Labels.TRACEPARENT,
                traceparent());
        var created = creation.create(world, annotations, key);
        var metadata = created.getMetadata();
        return Response.created(URI.create("/api/v1/worlds/" + metadata.getNamespace() + "/" + metadata.getName()))
                .entity(WorldView.of(created))
                .build();
    }

    @APIResponse(responseCode = "202", description = "The deletion has begun")
    @APIResponse(responseCode = "404")
    @APIResponse(responseCode = "409")
    @DELETE
    @Path("{namespace}/{name}")
    public Response delete(String namespace, String name) {
        KubernetesNames.requireAddress(namespace, name);
        access.require(new Access("delete", GROUP, RESOURCE, namespace, name));
        var found = find(namespace, name).getMetadata();
        callers.as(caller -> {
            var world = caller.resources(WorldSpec.class).inNamespace(namespace).withName(name);
            annotateDeletion(world, found);
            return world.delete();
        });
        LOG.infof("deletion of world %s/%s was asked for", namespace, name);
        return Response.accepted().build();
    }

    /** The cleanup continues the caller's correlation; a caller that may delete but not patch gets another id. */
    private void annotateDeletion(Resource<WorldSpec> world, ObjectMeta found) {
        var id = correlation.current().value();
        var patch = String.format(
                Locale.ROOT,
                """
                {"metadata":{"uid":"%s","annotations":{"%s":"%s","%s":"%d/%s","%s":"%s"}}}
                """,
                found.getUid(),
                Labels.CORRELATION_ID,
                id,
                Labels.CORRELATED_GENERATION,
                found.getGeneration() + 1, // a deletion that waits for a finalizer is a generation of its own
                id,
                Labels.TRACEPARENT,
                traceparent());
        try {
            world.patch(PatchContext.of(PatchType.JSON_MERGE), patch);
        } catch (KubernetesClientException e) {
            LOG.debugf("the deletion keeps an id of its own: %s", e.getMessage());
        }
    }

    private WorldSpec find(String namespace, String name) {
        var world = client.resources(WorldSpec.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
        if (world == null) {
            throw new ProblemException(404, "not-found", "there is no world " + namespace + "/" + name);
        }
        return world;
    }

    private static String traceparent() {
        var context = Span.current().getSpanContext();
        return "00-%s-%s-%s"
                .formatted(
                        context.getTraceId(),
                        context.getSpanId(),
                        context.getTraceFlags().asHex());
    }
}
