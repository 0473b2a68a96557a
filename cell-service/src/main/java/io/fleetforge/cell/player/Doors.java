package io.fleetforge.cell.player;

import jakarta.inject.Singleton;

/** Everything an edge needs to let players in and out. */
@Singleton
public class Doors {

    private final Admission admission;
    private final Doorkeeper keeper;
    private final Departures departures;
    private final Territory territory;

    Doors(Admission admission, Doorkeeper keeper, Departures departures, Territory territory) {
        this.admission = admission;
        this.keeper = keeper;
        this.departures = departures;
        this.territory = territory;
    }

    public Admission admission() {
        return admission;
    }

    public Doorkeeper keeper() {
        return keeper;
    }

    public Departures departures() {
        return departures;
    }

    public Territory territory() {
        return territory;
    }
}
