package io.fleetforge.runtime.page;

import io.fleetforge.runtime.problem.ProblemException;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Most items of one page, {@value #MIN} to {@value #MAX}; query parameter {@code limit}, {@value #DEFAULT} without it. */
@Schema(
        type = SchemaType.INTEGER,
        format = "int32",
        minimum = "1",
        maximum = "500",
        description = "most items of a page")
public record PageLimit(int value) {

    public static final int MIN = 1;
    public static final int MAX = 500;

    /** For {@code @DefaultValue}. */
    public static final String DEFAULT = "100";

    /** The largest page. */
    public static final PageLimit LARGEST = new PageLimit(MAX);

    /**
     * @throws ProblemException 400 that names the field and its range
     */
    public PageLimit {
        if (value < MIN || value > MAX) {
            throw refused();
        }
    }

    /**
     * Reads the query parameter.
     *
     * @throws ProblemException 400 that names the field and its range
     */
    public static PageLimit fromString(String text) {
        try {
            return new PageLimit(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw refused();
        }
    }

    private static ProblemException refused() {
        return ProblemException.invalidField("limit", String.format(Locale.ROOT, "must be %d to %d", MIN, MAX));
    }
}
