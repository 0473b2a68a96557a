package io.fleetforge.alert.web;

import io.fleetforge.runtime.auth.TokenCookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Redirects after forms. */
final class Redirects {

    static final String BOARD = TokenCookie.PAGES + "/incidents";

    private Redirects() {}

    /** Redirects to a page by GET; relative, since a proxy may have another name and use TLS. */
    static Response to(String path) {
        return Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, path)
                .build();
    }

    /** {@code wanted} when it is a page of this service; {@code otherwise} for anything else, such as another site. */
    static String ownPage(@Nullable String wanted, String otherwise) {
        if (wanted == null || !TokenCookie.opens(wanted.split("[?#]", 2)[0]) || wanted.contains("//")) {
            return otherwise;
        }
        try {
            return URI.create(wanted).toString();
        } catch (IllegalArgumentException e) {
            return otherwise;
        }
    }
}
