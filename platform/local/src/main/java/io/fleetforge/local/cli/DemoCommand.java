package io.fleetforge.local.cli;

import io.fleetforge.local.Checkout;
import io.fleetforge.local.demo.Demo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows a world come up. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Start the platform and watch a world come up, players join and one id run through everything.")
final class DemoCommand extends Terminal implements Callable<Integer> {

    @Option(names = "--down", description = "stop the platform afterwards")
    boolean down;

    @Override
    public Integer call() {
        Checkout checkout = checkout();
        var up = new UpCommand();
        up.main = main;
        var code = up.local(checkout);
        if (code != 0) {
            return code;
        }
        Runnable stop =
                () -> say("stopped: " + String.join(", ", DownCommand.stop(checkout, new SupervisorProcess(checkout))));
        var interrupted = new Interruption(() -> {
            if (down) {
                stop.run();
            } else {
                say("interrupted; the platform still runs: './fleetforge down' stops it");
            }
        });
        try {
            new Demo(checkout, kubectl(checkout), this::say).run();
        } finally {
            interrupted.forget();
            if (down && !interrupted.happened()) {
                stop.run();
            }
        }
        if (!down) {
            say("");
            say("The platform still runs. Next:");
            say("  ./fleetforge kubectl get worldspecs,worldtopologies,pods -o wide");
            say("  ./fleetforge kubectl patch worldspec starter --type=merge -p"
                    + " '{\"spec\":{\"topology\":{\"initialCells\":8}}}'");
            say("  ./fleetforge logs controller-service --tail 20");
            say("  ./fleetforge down");
        }
        return 0;
    }
}
