package io.fleetforge.cell.gateway;

import jakarta.inject.Singleton;

/** Everything an edge needs to let players in and out. */
@Singleton
public class PlayerGateway {

    private final Admission admission;
    private final TokenAuthenticator keeper;
    private final SessionTerminator departures;
    private final CellLocator territory;

    PlayerGateway(Admission admission, TokenAuthenticator keeper, SessionTerminator departures, CellLocator territory) {
        this.admission = admission;
        this.keeper = keeper;
        this.departures = departures;
        this.territory = territory;
    }

    public Admission admission() {
        return admission;
    }

    public TokenAuthenticator keeper() {
        return keeper;
    }

    public SessionTerminator departures() {
        return departures;
    }

    public CellLocator territory() {
        return territory;
    }
}
