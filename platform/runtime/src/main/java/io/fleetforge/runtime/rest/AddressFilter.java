package io.fleetforge.runtime.rest;

import io.fleetforge.runtime.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Refuses requests of the API whose path parameters or {@code continue} have a character that no name, id or token has:
 * 400 that names the parameter. Nothing behind an endpoint has to be ready for control characters.
 */
@Provider
public final class AddressFilter implements ContainerRequestFilter {

    /** Query parameter of lists with the position to go on from. */
    public static final String CONTINUE = "continue";

    private static final Pattern API = Pattern.compile("/?api/.*", Pattern.DOTALL);
    private static final char FIRST_VISIBLE = '!';
    private static final char LAST_VISIBLE = '~';

    /**
     * @throws ProblemException 400 with the name of the first parameter at fault
     */
    @Override
    public void filter(ContainerRequestContext request) {
        var uri = request.getUriInfo();
        if (!API.matcher(uri.getPath()).matches()) {
            return;
        }
        requireVisibleAscii(uri.getPathParameters());
        uri.getQueryParameters().getOrDefault(CONTINUE, List.of()).forEach(token -> require(CONTINUE, token));
    }

    private static void requireVisibleAscii(MultivaluedMap<String, String> parameters) {
        parameters.forEach((name, values) -> values.forEach(value -> require(name, value)));
    }

    private static void require(String field, String value) {
        if (value.chars().anyMatch(each -> each < FIRST_VISIBLE || each > LAST_VISIBLE)) {
            throw ProblemException.invalidField(
                    field,
                    "must have visible ASCII characters only: no spaces, control characters or letters beyond ASCII");
        }
    }
}
