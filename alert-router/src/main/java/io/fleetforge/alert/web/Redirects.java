package io.fleetforge.alert.web;

import io.fleetforge.runtime.auth.TokenCookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where a form leads to. */
final class Redirects {

    static final String BOARD = TokenCookie.PAGES + "/incidents";

    private Redirects() {}

    /** The page is fetched anew, by GET; relative, since a proxy may have another name and speak TLS. */
    static Response to(String path) {
        return Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, path)
                .build();
    }

    /** {@code wanted} when it is one of our pages; {@code otherwise} for anything else, such as another site. */
    static String ours(@Nullable String wanted, String otherwise) {
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
