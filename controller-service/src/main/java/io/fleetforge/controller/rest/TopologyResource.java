package io.fleetforge.controller.rest;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldSpecSpec;
import io.fleetforge.contracts.crd.WorldTopology;
import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.play.PlayProtocol;
import io.fleetforge.controller.operation.CellOperation;
import io.fleetforge.controller.topology.TopologyPlan;
import io.fleetforge.controller.topology.TopologyPlanner;
import io.fleetforge.controller.topology.WorldDemand;
import io.fleetforge.runtime.auth.AccessReview;
import io.fleetforge.runtime.auth.AccessReview.Access;
import io.fleetforge.runtime.problem.ProblemException;
import io.fleetforge.runtime.rest.QueryNumber;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** The topology of a world over HTTP: the owner of a point, and the effect of a spec. */
@Path("/api/v1/worlds/{namespace}/{name}")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class TopologyResource {

    private final KubernetesClient client;
    private final AccessReview access;
    private final CallerClients callers;

    public TopologyResource(KubernetesClient client, AccessReview access, CallerClients callers) {
        this.client = client;
        this.access = access;
        this.callers = callers;
    }

    /**
     * The owner of a point.
     *
     * @param address where players reach the host: its public URL when the world has {@code spec.exposure}, else host and port inside
     *     the cluster; null while there is none
     */
    public record Location(
            String cell,
            Bounds bounds,
            String host,
            long epoch,
            long revision,
            @Nullable String address) {}

    /** What a spec would do, changing nothing. */
    public record Plan(String outcome, long revision, int cells, int hosts, List<String> operations) {}

    @APIResponse(responseCode = "200", description = "The owner of the point")
    @APIResponse(responseCode = "404")
    @GET
    @Path("locate")
    public Location locate(
            String namespace,
            String name,
            @Parameter(required = true, schema = @Schema(type = SchemaType.NUMBER, format = "double"))
                    @QueryParam("x")
                    @Nullable
                    String xText,
            @Parameter(required = true, schema = @Schema(type = SchemaType.NUMBER, format = "double"))
                    @QueryParam("y")
                    @Nullable
                    String yText) {
        KubernetesNames.requireAddress(namespace, name);
        access.require(new Access("get", WorldResource.GROUP, WorldResource.RESOURCE, namespace, name));
        var x = QueryNumber.finite("x", xText);
        var y = QueryNumber.finite("y", yText);
        var topology = topology(namespace, name);
        if (topology == null) {
            throw new ProblemException(404, "not-found", "world " + namespace + "/" + name + " has no topology yet");
        }
        var cell = topology.cells().stream()
                .filter(candidate -> candidate.bounds().contains(x, y))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        404,
                        "outside-world",
                        "(%s, %s) lies outside %s"
                                .formatted(x, y, topology.source().bounds())));
        return new Location(
                cell.id(),
                cell.bounds(),
                cell.host(),
                cell.epoch(),
                topology.revision(),
                topology.addresses() == null
                        ? internalAddress(namespace, cell.host())
                        : topology.address(cell.host()).orElse(null));
    }

    @APIResponse(responseCode = "200", description = "The plan")
    @APIResponse(responseCode = "404")
    @APIResponse(responseCode = "409")
    @APIResponse(responseCode = "422")
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("plan")
    public Plan plan(String namespace, String name, @Nullable WorldSpecSpec spec) {
        KubernetesNames.requireAddress(namespace, name);
        access.require(new Access("get", WorldResource.GROUP, WorldResource.RESOURCE, namespace, name));
        if (spec == null) {
            throw new ProblemException(400, "bad-request", "the body must be the spec of a WorldSpec");
        }
        var accepted = accepted(namespace, name, spec);
        return switch (TopologyPlanner.plan(
                WorldDemand.of(name, accepted.getSpec()), topology(namespace, name), Set.of())) {
            case TopologyPlan.Keep(var topology) -> plan("Keep", topology, List.of());
            case TopologyPlan.Change(var next, var operations) ->
                plan(
                        "Change",
                        next,
                        operations.stream().map(CellOperation::describe).toList());
            case TopologyPlan.Refuse(var message, var recovery) ->
                throw new ProblemException(422, "spec-refused", message);
        };
    }

    /** Lets the API server default and validate the spec in the caller's name, without storing it. */
    private WorldSpec accepted(String namespace, String name, WorldSpecSpec spec) {
        var world = new WorldSpec();
        world.setMetadata(
                new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
        world.setSpec(spec);
        var dryRun = new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager("fleetforge-plan")
                .withForce(true)
                .withDryRun(List.of("All"))
                .withFieldValidation(Validation.STRICT.parameterValue())
                .build();
        return callers.as(caller -> caller.resource(world).patch(dryRun));
    }

    private @Nullable WorldTopologySpec topology(String namespace, String name) {
        var topology = client.resources(WorldTopology.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
        return topology == null ? null : topology.getSpec();
    }

    private @Nullable String internalAddress(String namespace, String host) {
        var pod = client.pods().inNamespace(namespace).withName(host).get();
        var ip = pod == null || pod.getStatus() == null ? null : pod.getStatus().getPodIP();
        return ip == null || ip.isEmpty() ? null : ip + ":" + PlayProtocol.PORT;
    }

    private static Plan plan(String outcome, WorldTopologySpec topology, List<String> operations) {
        return new Plan(
                outcome,
                topology.revision(),
                topology.cells().size(),
                topology.hosts().size(),
                operations);
    }
}
