package io.fleetforge.alert;

import io.fleetforge.runtime.lifecycle.ServiceMain;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Entry point of alert-router. */
@QuarkusMain
public final class AlertMain {

    private AlertMain() {}

    public static void main(String... arguments) {
        ServiceMain.run("fleetforge-alert-router", arguments);
    }
}
