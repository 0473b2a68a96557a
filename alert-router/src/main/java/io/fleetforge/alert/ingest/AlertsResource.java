package io.fleetforge.alert.ingest;

import io.fleetforge.alert.ingest.AlertIngestor.Post;
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
import org.jspecify.annotations.Nullable;

/** Takes alerts as Prometheus and amtool send them to an Alertmanager. */
@Path("/api/v2/alerts")
@Consumes(MediaType.APPLICATION_JSON)
@PermitAll
@RunOnVirtualThread
public class AlertsResource {

    private final AlertReader reader;
    private final AlertIngestor alerts;
    private final RequestCorrelation correlation;

    public AlertsResource(AlertReader reader, AlertIngestor alerts, RequestCorrelation correlation) {
        this.reader = reader;
        this.alerts = alerts;
        this.correlation = correlation;
    }

    /** 200, as Alertmanager answers, once all of them are durable; 400, 401, 413 or 503 when none is taken. */
    @POST
    public Response receive(
            byte[] body,
            @HeaderParam(Signature.HEADER) @Nullable String signature,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        alerts.take(new Post(body, signature, authorization), "api", reader::api, correlation.current());
        return Response.ok().build();
    }
}
