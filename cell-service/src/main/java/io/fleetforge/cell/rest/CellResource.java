package io.fleetforge.cell.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fleetforge.cell.replay.Recording;
import io.fleetforge.cell.runtime.CellAgent;
import io.fleetforge.cell.runtime.CellAnswer;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.cell.runtime.CellInput;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.CellState;
import io.fleetforge.runtime.page.PageLimit;
import io.fleetforge.runtime.page.PageRequest;
import io.fleetforge.runtime.problem.ProblemException;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What this host runs, for operators. */
@Path("/api/v1/cells")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class CellResource {

    private static final long ANSWER_DEADLINE_MS = 2000;

    private final CellHost host;
    private final Clock clock;

    public CellResource(CellHost host, Clock clock) {
        this.host = host;
        this.clock = clock;
    }

    /**
     * The host and a page of its cells, by id.
     *
     * @param next value of {@code continue} for the following page; null on the last one
     */
    public record HostView(
            String world,
            String host,
            long incarnation,
            @Nullable Long revision,
            List<CellView> items,

            @JsonProperty("continue") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String next) {}

    /** One cell. */
    public record CellView(String id, long epoch, CellState state, Bounds bounds, int players, int mailboxDepth) {}

    /** What changed a cell until its last failure, for {@code ./fleetforge replay}. */
    @APIResponse(responseCode = "200", description = "Entities, changes, and the hash of the state that they gave")
    @APIResponse(responseCode = "204", description = "The cell has not failed on this host")
    @APIResponse(responseCode = "404", description = "This host does not run the cell")
    @GET
    @Path("{cell}/failure")
    public @Nullable Recording failure(@PathParam("cell") String id) {
        var cell = cell(id);
        return host.lastFailure(cell.id()).orElse(null);
    }

    /** What changed a cell since the checkpoint before its last one, for {@code ./fleetforge replay}. */
    @APIResponse(responseCode = "200", description = "Entities, changes, and the hash of the state that they give")
    @APIResponse(responseCode = "404", description = "This host does not run the cell")
    @APIResponse(responseCode = "503", description = "The cell did not answer in time")
    @GET
    @Path("{cell}/recording")
    public Recording recording(@PathParam("cell") String id) {
        return recording(cell(id));
    }

    private CellAgent cell(String id) {
        return host.cell(id)
                .orElseThrow(() -> new ProblemException(404, "no-cell", "cell " + id + " is not on this host"));
    }

    private static Recording recording(CellAgent cell) {
        var answer = new CompletableFuture<CellAnswer>();
        cell.offer(new CellInput.Record(answer));
        try {
            if (answer.get(ANSWER_DEADLINE_MS, TimeUnit.MILLISECONDS) instanceof CellAnswer.Recorded(var recording)) {
                return recording;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // as busy as one that refuses
        }
        throw ProblemException.retryLater(503, "busy", "cell " + cell.id() + " did not answer in time", 1);
    }

    /** The cells of this host, by id. */
    @APIResponse(responseCode = "200", description = "The host and a page of its cells")
    @APIResponse(responseCode = "410")
    @GET
    public HostView cells(
            @QueryParam("limit") @DefaultValue(PageLimit.DEFAULT) PageLimit limit,
            @QueryParam("continue") @Nullable String from) {
        var page = PageRequest.of("cells", limit, from, clock.instant()).page(host.cells(), CellAgent::id);
        var topology = host.topology();
        return new HostView(
                host.identity().world().key(),
                host.identity().host(),
                host.identity().incarnation(),
                topology == null ? null : topology.revision(),
                page.items().stream()
                        .map(cell -> new CellView(
                                cell.id(),
                                cell.epoch(),
                                cell.state(),
                                cell.bounds(),
                                cell.players(),
                                cell.mailboxDepth()))
                        .toList(),
                page.next());
    }
}
