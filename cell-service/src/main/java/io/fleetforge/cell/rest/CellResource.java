package io.fleetforge.cell.rest;

import io.fleetforge.cell.runtime.CellAgent;
import io.fleetforge.cell.runtime.CellHost;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.CellState;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What this host runs, for operators. */
@Path("/api/v1/cells")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
public class CellResource {

    private final CellHost host;

    public CellResource(CellHost host) {
        this.host = host;
    }

    /** The host and its cells. */
    public record HostView(
            String world,
            String host,
            long incarnation,
            @Nullable Long revision,
            List<CellView> cells) {}

    public record CellView(String id, long epoch, CellState state, Bounds bounds, int players, int mailboxDepth) {}

    @GET
    public HostView cells() {
        var topology = host.topology();
        return new HostView(
                host.identity().world().key(),
                host.identity().host(),
                host.identity().incarnation(),
                topology == null ? null : topology.revision(),
                host.cells().stream()
                        .sorted(Comparator.comparing(CellAgent::id))
                        .map(cell -> new CellView(
                                cell.id(),
                                cell.epoch(),
                                cell.state(),
                                cell.bounds(),
                                cell.players(),
                                cell.mailboxDepth()))
                        .toList());
    }
}
