package io.fleetforge.runtime.auth;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Cookie with the bearer token of a browser session. Scripts cannot read it, other sites cannot send it along with a form, and it is
 * valid for pages only: JSON clients send {@code Authorization}.
 */
public final class TokenCookie {

    public static final String NAME = "fleetforge-token";

    /** Path of the pages. */
    public static final String PAGES = "/ui";

    /** The sign-in page; {@code then} is the page to return to. */
    public static final String SIGN_IN = PAGES + "/login";

    /** Style and script of the pages, without authentication. */
    public static final String ASSETS = PAGES + "/assets/";

    /** Longest accepted token: browsers keep 4096 bytes of a cookie, its name and attributes included. */
    public static final int MOST_CHARS = 3800;

    private TokenCookie() {}

    /** Whether {@code path} is a page for which one has to sign in. */
    public static boolean opens(String path) {
        return isPage(path) && !path.equals(SIGN_IN) && !path.startsWith(ASSETS);
    }

    public static boolean isPage(String path) {
        return path.equals(PAGES) || path.startsWith(PAGES + "/");
    }

    /** Where to sign in, to be led back to the page at {@code address} afterwards if it is one. */
    static String signInFrom(@Nullable String address) {
        try {
            var uri = URI.create(address == null ? SIGN_IN : address);
            var page = uri.getRawPath();
            var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            return page != null && opens(page) ? signInFor(page + query) : SIGN_IN;
        } catch (IllegalArgumentException e) {
            return SIGN_IN;
        }
    }

    /** Where to sign in, to be led to {@code wanted} afterwards. */
    public static String signInFor(String wanted) {
        return SIGN_IN + "?then=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8);
    }
}
