package io.fleetforge.cell.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fleetforge.cell.runtime.CellAgent;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.CellState;
import io.fleetforge.runtime.page.PageLimit;
import io.fleetforge.runtime.page.PageRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** What this host runs, for operators. */
@Path("/api/v1/cells")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class CellResource {

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
