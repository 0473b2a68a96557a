package io.fleetforge.alert.web;

import io.fleetforge.runtime.auth.TokenCookie;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** Where browsers look for the icon of what is no page, such as a review as text. */
@Path("/favicon.ico")
@PermitAll
public class Icon {

    @GET
    public Response icon() {
        return Redirects.to(TokenCookie.ASSETS + "icon.svg");
    }
}
