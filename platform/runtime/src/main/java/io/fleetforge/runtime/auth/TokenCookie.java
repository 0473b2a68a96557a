package io.fleetforge.runtime.auth;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The bearer token of somebody who signed in with a browser. Scripts cannot read it, other sites cannot have it sent along with a
 * form, and it counts for pages only: whoever speaks JSON sends {@code Authorization}.
 */
public final class TokenCookie {

    public static final String NAME = "fleetforge-token";

    /** Path of the pages. */
    public static final String PAGES = "/ui";

    /** Where people sign in; with {@code then}, the page that they wanted. */
    public static final String SIGN_IN = PAGES + "/login";

    /** Style and script of the pages, for everybody. */
    public static final String ASSETS = PAGES + "/assets/";

    /** Longest token that is taken: browsers keep 4096 bytes of a cookie, its name and attributes included. */
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
