package io.fleetforge.cell.gateway;

import jakarta.inject.Singleton;

/** Everything an edge needs to let players in and out. */
@Singleton
public class PlayerGateway {

    private final Admission admission;
    private final TokenAuthenticator authenticator;
    private final SessionTerminator terminator;
    private final CellLocator locator;

    PlayerGateway(Admission admission, TokenAuthenticator keeper, SessionTerminator departures, CellLocator territory) {
        this.admission = admission;
        this.authenticator = keeper;
        this.terminator = departures;
        this.locator = territory;
    }

    public Admission admission() {
        return admission;
    }

    public TokenAuthenticator authenticator() {
        return authenticator;
    }

    public SessionTerminator terminator() {
        return terminator;
    }

    public CellLocator locator() {
        return locator;
    }
}
