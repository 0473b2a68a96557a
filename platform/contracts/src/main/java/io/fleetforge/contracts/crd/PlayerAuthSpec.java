package io.fleetforge.contracts.crd;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** {@code spec.players.auth}: what identifies a player. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "(self.mode == 'Ticket') == has(self.ticket)",
        message = "spec.players.auth.ticket is required with mode Ticket, and allowed with it only")
public record PlayerAuthSpec(
        @Default("Open")
        @Pattern("^(Open|Ticket)$")
        @JsonPropertyDescription(
                "Open: the session is the identity, and a join needs no credential. Ticket: a join carries a JWT of the game's"
                        + " identity provider; its subject is the identity, and a newer join of it continues its session.")
        String mode,

        @Nullable @JsonPropertyDescription("Which tickets are valid; with mode Ticket.")
        TicketSpec ticket) {

    /** Mode in which joins need a ticket. */
    public static final String TICKET = "Ticket";

    private static final String OPEN = "Open";

    /** Fills what a client leaves out, as the API server does. */
    public PlayerAuthSpec {
        mode = mode == null ? OPEN : mode;
    }

    /** No credential. */
    public static PlayerAuthSpec open() {
        return new PlayerAuthSpec(OPEN, null);
    }

    /** {@code spec.players.auth.ticket}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "has(self.jwks) != has(self.jwksConfigMap)",
            message = "spec.players.auth.ticket needs jwks or jwksConfigMap, one of them")
    public record TicketSpec(
            @Required
            @Size(min = 1, max = 512)
            @JsonPropertyDescription("The iss of tickets, such as https://id.example.org.")
            String issuer,

            @Required
            @Size(min = 1, max = 512)
            @JsonPropertyDescription("What the aud of tickets contains, such as my-game.")
            String audience,

            @Nullable
            @Size(min = 2, max = 16384)
            @JsonPropertyDescription(
                    "Public keys of the identity provider, a JSON Web Key Set as text. A change replaces the hosts one after the"
                            + " other; with jwksConfigMap it does not.")
            String jwks,

            @Nullable
            @JsonPropertyDescription(
                    "ConfigMap of the world's namespace with the key set; hosts read a change within minutes.")
            KeySetReference jwksConfigMap) {}

    /** {@code spec.players.auth.ticket.jwksConfigMap}. */
    public record KeySetReference(
            @Required
            @Size(min = 1, max = 253)
            @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
            @JsonPropertyDescription("Name of the ConfigMap.")
            String name,

            @Default("jwks.json")
            @Size(min = 1, max = 253)
            @Pattern("^[-._a-zA-Z0-9]+$")
            @JsonPropertyDescription("Key in the ConfigMap.")
            String key) {

        /** Fills what a client leaves out, as the API server does. */
        public KeySetReference {
            key = key == null ? "jwks.json" : key;
        }
    }
}
