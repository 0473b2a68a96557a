package io.fleetforge.contracts.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code spec.players}: sessions of players. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlayersSpec(
        @Default("30s")
        @Size(max = 16)
        @ValidationRule(
                value = WorldSpecSpec.SECOND_TO_DAY,
                message = "spec.players.disconnectGrace must be 1s to 24h: " + WorldSpecSpec.DURATION_FORM
                        + ", such as 30s")
        @JsonPropertyDescription(
                "How long a session continues after its player closed the socket, 1s to 24h, such as 30s; the player"
                        + " may resume it.")
        String disconnectGrace,

        @Nullable
        @Size(max = 20)
        @ValidationRule(
                value = "!('*' in self) || size(self) == 1",
                message = "spec.players.allowedOrigins must be * alone, or origins")
        @ValidationRule(
                value = "self.all(origin, !(origin.startsWith('https://') && origin.endsWith(':443'))"
                        + " && !(origin.startsWith('http://') && origin.endsWith(':80')))",
                message = "spec.players.allowedOrigins must not name the default port: browsers leave it out")
        @JsonPropertyDescription(
                "Origins whose pages may use the player API in a browser, at most 20, in lower case and"
                        + " without a default port, such as https://play.example.org or capacitor://localhost, or * alone for"
                        + " all. Behind a proxy that ends TLS the origin of the game's own page belongs to them. Absent:"
                        + " pages of other origins may open sockets only.")
        List<
                        @Pattern("^(\\*|[a-z][a-z0-9+.-]*://([a-z0-9.-]+|\\[[0-9a-f:.]+\\])(:[0-9]{1,5})?)$")
                        @Size(max = 253) String>
                allowedOrigins,

        @Default("{\"mode\":\"Open\"}") @JsonPropertyDescription("What identifies a player.")
        PlayerAuthSpec auth,

        @Default("{\"joinsPerSecond\":1000,\"joinsPerSecondPerSource\":50}")
        @JsonPropertyDescription("How many players may join, and how fast.")
        PlayerLimitsSpec limits) {

    public PlayersSpec {
        allowedOrigins = allowedOrigins == null ? null : List.copyOf(allowedOrigins);
        auth = auth == null || auth.mode() == null ? PlayerAuthSpec.open() : auth;
        limits = limits == null ? PlayerLimitsSpec.defaults() : limits;
    }

    /** Open mode with the default limits. */
    public PlayersSpec(String disconnectGrace, @Nullable List<String> allowedOrigins) {
        this(disconnectGrace, allowedOrigins, PlayerAuthSpec.open(), PlayerLimitsSpec.defaults());
    }
}
