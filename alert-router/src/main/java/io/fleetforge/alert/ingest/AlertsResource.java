package io.fleetforge.alert.ingest;

import io.fleetforge.alert.receiver.Signature;
import io.fleetforge.runtime.correlation.RequestCorrelation;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Accepts alerts as Prometheus and amtool send them to an Alertmanager. */
@Path("/api/v2/alerts")
@Consumes(MediaType.APPLICATION_JSON)
@PermitAll
@RunOnVirtualThread
public class AlertsResource {

    private final SenderAuth auth;
    private final AlertReader reader;
    private final AlertIngestor ingestor;
    private final RequestCorrelation correlation;

    public AlertsResource(SenderAuth auth, AlertReader reader, AlertIngestor ingestor, RequestCorrelation correlation) {
        this.auth = auth;
        this.reader = reader;
        this.ingestor = ingestor;
        this.correlation = correlation;
    }

    /** 200, as Alertmanager answers, once all alerts are durable; 400, 401, 403, 413 or 503 when none is accepted. */
    @APIResponse(responseCode = "200", description = "All alerts are durable")
    @APIResponse(responseCode = "401")
    @APIResponse(responseCode = "403")
    @APIResponse(responseCode = "503")
    @POST
    public Response receive(
            byte[] body,
            @HeaderParam(Signature.HEADER) @Nullable String signature,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        var sender = auth.require(body, signature, authorization);
        ingestor.api(sender, reader.api(body, sender.sentAt()), correlation.current());
        return Response.ok().build();
    }
}
