package io.fleetforge.cell;

import io.fleetforge.runtime.lifecycle.ServiceMain;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Entry of the cell-service. */
@QuarkusMain
public final class CellMain {

    private CellMain() {}

    public static void main(String... arguments) {
        ServiceMain.run("fleetforge-cell", arguments);
    }
}
