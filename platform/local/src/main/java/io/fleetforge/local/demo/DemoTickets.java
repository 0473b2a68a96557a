package io.fleetforge.local.demo;

import io.fleetforge.bots.TicketIssuer;
import io.fleetforge.bots.TicketSource;
import io.fleetforge.cluster.StateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * The identity provider of the demo's players: a key that is made at the start of the demo and kept among the state of the local
 * platform, readable by its owner only, so that {@code ./fleetforge bots} can join the same world later.
 */
public final class DemoTickets {

    static final String ISSUER = "https://id.demo.fleetforge.io";
    static final String AUDIENCE = "starter";
    /** ConfigMap with the public key. */
    static final String CONFIG_MAP = "starter-ticket-keys";

    private static final String FILE = "demo-ticket-key.json";

    private final Path file;

    /** @param state folder of the local platform */
    public DemoTickets(Path state) {
        this.file = state.resolve(FILE);
    }

    /** Makes a new key and keeps it. */
    TicketIssuer create() {
        var issuer = TicketIssuer.create(ISSUER, AUDIENCE, Clock.systemUTC());
        StateFiles.write(file, issuer.privateKey());
        return issuer;
    }

    /** Tickets with the kept key; none without one. */
    public TicketSource kept(String issuer, String audience) {
        if (!Files.exists(file)) {
            return TicketSource.none();
        }
        try {
            return TicketIssuer.of(Files.readString(file), issuer, audience, Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }
}
