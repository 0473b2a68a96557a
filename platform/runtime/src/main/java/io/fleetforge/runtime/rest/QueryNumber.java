package io.fleetforge.runtime.rest;

import io.fleetforge.runtime.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Reads numbers of query parameters. */
public final class QueryNumber {

    private QueryNumber() {}

    /**
     * A required, finite number.
     *
     * @param field name of the parameter
     * @throws ProblemException 400 that names the field when it is missing, no number, or not finite
     */
    public static double finite(String field, @Nullable String text) {
        try {
            var number = text == null ? Double.NaN : Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below, like a missing one
        }
        throw ProblemException.invalidField(field, "must be given as a finite number");
    }
}
