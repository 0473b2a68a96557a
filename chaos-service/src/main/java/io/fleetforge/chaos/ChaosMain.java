package io.fleetforge.chaos;

import io.fleetforge.runtime.lifecycle.ServiceMain;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Entry of the chaos-service. */
@QuarkusMain
public final class ChaosMain {

    private ChaosMain() {}

    public static void main(String... arguments) {
        ServiceMain.run("fleetforge-chaos", arguments);
    }
}
