package io.fleetforge.alert.web;

import io.fleetforge.runtime.auth.TokenCookie;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Redirects the default address of icons, which browsers use for responses other than pages. */
@Path("/favicon.ico")
@PermitAll
public class Icon {

    @GET
    public Response icon() {
        return Redirects.to(TokenCookie.ASSETS + "icon.svg");
    }
}
