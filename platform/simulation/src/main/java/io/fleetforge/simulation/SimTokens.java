package io.fleetforge.simulation;

import io.fleetforge.cell.directory.SessionDirectory;
import io.fleetforge.cell.join.JoinLimits;
import io.fleetforge.cell.join.JoinPolicy;
import io.fleetforge.cell.keys.KeyRing;
import io.fleetforge.cell.keys.SigningKey;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.cell.session.SessionTokens;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalInt;

/** Tokens of sessions under one key for all processes: how keys reach other hosts is not simulated. */
final class SimTokens {

    private static final SigningKey KEY = SigningKey.generate();
    private static final int MANY = 1_000_000;

    private SimTokens() {}

    static SessionTokens of(HostIdentity identity, Clock clock) {
        return new SessionTokens(
                KEY, new KeyRing(KEY.verification(), () -> 0), identity.world().uid(), clock, Duration.ofHours(1));
    }

    /** Open mode without limits. */
    static JoinPolicy openPolicy() {
        return JoinPolicy.open(new JoinLimits(OptionalInt.empty(), MANY, 0), () -> 1, new SessionDirectory(), () -> 0);
    }
}
