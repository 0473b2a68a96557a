package io.fleetforge.cell;

import io.fleetforge.cell.config.CellConfig;
import io.fleetforge.cell.config.CellConfig.Auth;
import io.fleetforge.cell.config.CellConfig.AuthMode;
import io.fleetforge.cell.directory.SessionDirectory;
import io.fleetforge.cell.join.JoinLimits;
import io.fleetforge.cell.join.JoinPolicy;
import io.fleetforge.cell.join.KeySetFile;
import io.fleetforge.cell.join.KeySetSource;
import io.fleetforge.cell.runtime.CellHost;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** CDI wiring of the policy of joins. */
public class JoinBeans {

    @Produces
    @Singleton
    SessionDirectory directory() {
        return new SessionDirectory();
    }

    @Produces
    @Singleton
    JoinPolicy policy(CellConfig config, SessionDirectory directory, CellHost host, Clock clock) {
        var limits = config.limits();
        var open = JoinPolicy.open(
                new JoinLimits(limits.maxSessions(), limits.joinsPerSecond(), limits.joinsPerSecondPerSource()),
                () -> hosts(host),
                directory,
                System::nanoTime);
        var auth = config.auth();
        var policy = auth.mode() == AuthMode.OPEN
                ? open
                : open.withTickets(
                        required(auth.issuer(), "issuer"), required(auth.audience(), "audience"), keys(auth), clock);
        if (policy.followsJournal() && !config.persistence()) {
            throw new IllegalStateException(
                    "fleetforge.cell.auth.mode ticket and fleetforge.cell.limits.max-sessions need"
                            + " fleetforge.cell.persistence: the journal holds the sessions of the world");
        }
        return policy;
    }

    private static int hosts(CellHost host) {
        var topology = host.topology();
        return topology == null ? 1 : topology.hosts().size();
    }

    private static KeySetSource keys(Auth auth) {
        return auth.jwks()
                .map(KeySetSource::inline)
                .orElseGet(() -> new KeySetFile(required(auth.jwksFile(), "jwks or jwks-file"), System::nanoTime));
    }

    private static <T> T required(Optional<T> value, String name) {
        return value.orElseThrow(() ->
                new IllegalStateException("fleetforge.cell.auth." + name + " is required where the mode is ticket"));
    }
}
