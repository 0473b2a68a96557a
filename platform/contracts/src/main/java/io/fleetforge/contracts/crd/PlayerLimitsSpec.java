package io.fleetforge.contracts.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** {@code spec.players.limits}: how many players may join. A change replaces the hosts one after the other. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlayerLimitsSpec(
        @Nullable
        @Min(1)
        @Max(1_000_000)
        @JsonPropertyDescription(
                "Most sessions of the world, 1 to 1000000; further joins are answered with 503 and Retry-After. Absent: no limit but"
                        + " the capacity of the cells.")
        Integer maxSessions,

        @Default("1000")
        @Min(1)
        @Max(100_000)
        @JsonPropertyDescription(
                "Joins of the world per second, 1 to 100000, and twice as many at once; each host takes an equal share. Further ones"
                        + " are answered with 503 and Retry-After.")
        Integer joinsPerSecond,

        @Default("50")
        @Min(0)
        @Max(100_000)
        @JsonPropertyDescription(
                "Joins per second from one address on one host, 0 to 100000, and twice as many at once; further ones are answered with"
                        + " 429 and Retry-After. 0: no limit, for hosts behind a proxy, whose address all players share.")
        Integer joinsPerSecondPerSource) {

    private static final int JOINS_PER_SECOND = 1000;
    private static final int JOINS_PER_SECOND_PER_SOURCE = 50;

    /** Fills what a client leaves out, as the API server does. */
    public PlayerLimitsSpec {
        joinsPerSecond = joinsPerSecond == null ? JOINS_PER_SECOND : joinsPerSecond;
        joinsPerSecondPerSource =
                joinsPerSecondPerSource == null ? JOINS_PER_SECOND_PER_SOURCE : joinsPerSecondPerSource;
    }

    /** The limits of a world that names none. */
    public static PlayerLimitsSpec defaults() {
        return new PlayerLimitsSpec(null, JOINS_PER_SECOND, JOINS_PER_SECOND_PER_SOURCE);
    }
}
