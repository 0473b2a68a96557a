package io.fleetforge.cell.connection;

import io.fleetforge.cell.session.SessionTokenClaims;
import java.time.Duration;
import java.util.Optional;

/** The token of one session, which its client gets anew when half of its life is over. {@link #renewal} is the view thread's. */
final class ClientToken {

    private final SessionGateway gateway;
    private final SessionTokenClaims claims;
    private final long renewAfterNs;
    private long issuedNs;

    ClientToken(SessionGateway gateway, SessionTokenClaims claims, Duration life, long nowNs) {
        this.gateway = gateway;
        this.claims = claims;
        this.renewAfterNs = life.dividedBy(2).toNanos();
        this.issuedNs = nowNs;
    }

    String sign() {
        return gateway.token(claims);
    }

    /** The token with which the session continues at {@code epoch}, on its next host. */
    String sign(long epoch) {
        return gateway.token(claims.at(epoch));
    }

    /** A new token when one is due. */
    Optional<String> renewal(long nowNs) {
        if (nowNs - issuedNs <= renewAfterNs) {
            return Optional.empty();
        }
        issuedNs = nowNs;
        return Optional.of(sign());
    }
}
