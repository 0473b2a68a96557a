package io.fleetforge.local.cli;

import io.fleetforge.cluster.Checkout;
import io.fleetforge.local.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Stops the platform. */
@Command(name = "down", mixinStandardHelpOptions = true, description = "Stop everything and list what was stopped.")
final class DownCommand extends Terminal implements Callable<Integer> {

    @Override
    public Integer call() {
        var checkout = checkout();
        var supervisor = new SupervisorProcess(checkout);
        var stopped =
                supervisor.running().isPresent() || !Platform.running(checkout).isEmpty()
                        ? progress().step("stop the platform", () -> stop(checkout, supervisor))
                        : List.<String>of();
        println(stopped.isEmpty() ? "nothing runs" : "stopped: " + String.join(", ", stopped));
        return 0;
    }

    static List<String> stop(Checkout checkout, SupervisorProcess supervisor) {
        var stopped = new ArrayList<String>();
        var ran = Platform.running(checkout);
        if (supervisor.stop()) {
            stopped.add("supervisor");
        }
        Platform.stop(checkout);
        stopped.addAll(ran);
        return stopped;
    }
}
