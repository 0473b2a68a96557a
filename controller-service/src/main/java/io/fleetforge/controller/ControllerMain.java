package io.fleetforge.controller;

import io.fleetforge.runtime.lifecycle.ServiceMain;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Entry of the controller-service. */
@QuarkusMain
public final class ControllerMain {

    private ControllerMain() {}

    public static void main(String... arguments) {
        ServiceMain.run("fleetforge-controller", arguments);
    }
}
