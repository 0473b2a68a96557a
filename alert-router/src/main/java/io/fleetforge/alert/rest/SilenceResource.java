package io.fleetforge.alert.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.fleetforge.alert.action.SilenceActions;
import io.fleetforge.alert.action.SilenceRequest;
import io.fleetforge.alert.query.SilenceQuery;
import io.fleetforge.alert.query.SilenceView;
import io.fleetforge.runtime.correlation.RequestCorrelation;
import io.fleetforge.runtime.rest.IdempotencyKey;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Silences, in the form of Alertmanager's API, as amtool uses it. */
@Path("/api/v2")
@Produces(MediaType.APPLICATION_JSON)
@Authenticated
@RunOnVirtualThread
public class SilenceResource {

    private final SilenceQuery silences;
    private final SilenceActions actions;
    private final RequestCorrelation correlation;

    public SilenceResource(SilenceQuery silences, SilenceActions actions, RequestCorrelation correlation) {
        this.silences = silences;
        this.actions = actions;
        this.correlation = correlation;
    }

    /** The id of a created silence. */
    public record CreatedSilence(@JsonProperty("silenceID") String silenceId) {}

    /** All silences: the clients of Alertmanager's API read no pages. Their number is limited; {@code /api/v1/silences} has pages. */
    @GET
    @Path("silences")
    public List<SilenceView> list() {
        return silences.all();
    }

    @APIResponse(responseCode = "200", description = "The silence")
    @APIResponse(responseCode = "404")
    @GET
    @Path("silence/{id}")
    public SilenceView get(String id) {
        return silences.get(id);
    }

    /**
     * Creates a silence, or replaces the one whose id is given.
     *
     * @param key of a new silence: a call with the same key and body answers the same id, one with another body 422
     */
    @APIResponse(responseCode = "200", description = "The id of the silence")
    @APIResponse(responseCode = "404")
    @APIResponse(responseCode = "409")
    @APIResponse(responseCode = "422")
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("silences")
    public CreatedSilence create(
            @Nullable SilenceRequest request, @HeaderParam(IdempotencyKey.HEADER) @Nullable IdempotencyKey key) {
        return new CreatedSilence(actions.create(request, key, correlation.current()));
    }

    /** Ends a silence now. */
    @APIResponse(responseCode = "204", description = "The silence has ended")
    @APIResponse(responseCode = "404")
    @APIResponse(responseCode = "406")
    @DELETE
    @Path("silence/{id}")
    public void expire(String id) {
        actions.expire(id, correlation.current());
    }
}
