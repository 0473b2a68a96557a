package io.fleetforge.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fleetforge.bots.BotStatistics.Report;
import io.fleetforge.bots.HostDirectory;
import io.fleetforge.bots.TicketIssuer;
import io.fleetforge.cluster.Await;
import io.fleetforge.cluster.Checkout;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.StateFiles;
import io.fleetforge.cluster.controlplane.Kubectl;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.terminal.Screen;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Locale;

/**
 * The starter world with quick scaling: players join and flock, crowded cells split, players leave, cells merge. Shows a map,
 * and the Kafka records of the correlation id. Each wait has a deadline.
 */
public final class Demo {

    static final String WORLD = "starter";
    private static final Duration READY = Duration.ofSeconds(90);
    private static final String CHANGES = "{\"spec\":{\"capacity\":{\"maxPlayersPerCell\":20},"
            + "\"scaling\":{\"stabilizationWindow\":\"3s\",\"cooldown\":\"8s\"},"
            + "\"players\":{\"limits\":{\"maxSessions\":200},\"auth\":{\"mode\":\"Ticket\",\"ticket\":{\"issuer\":\""
            + DemoTickets.ISSUER + "\",\"audience\":\"" + DemoTickets.AUDIENCE + "\",\"jwksConfigMap\":{\"name\":\""
            + DemoTickets.CONFIG_MAP + "\",\"key\":\"jwks.json\"}}}}}}";

    /**
     * What the parts of the demo share.
     *
     * @param directory of the starter world
     */
    public record Context(
            Checkout checkout, Kubectl kubectl, KubernetesClient client, HttpClient http, HostDirectory directory) {}

    private final Context context;
    private final Screen screen;
    private final ObjectMapper mapper = new ObjectMapper();

    public Demo(Context context, Screen screen) {
        this.context = context;
        this.screen = screen;
    }

    /**
     * Runs the demo and returns the measurements of the players.
     *
     * @throws PlatformException when a step does not succeed
     */
    public Report run() throws InterruptedException {
        var correlation = CorrelationId.random();
        var tickets = new DemoTickets(context.checkout().state()).create();
        publish(tickets);
        apply(correlation);
        awaitReady();
        var flock = new FlockingScenario(context, screen, tickets);
        var report = flock.play();
        screen.println("");
        new EventTimeline(context.checkout(), screen::println).show(correlation);
        screen.println("");
        screen.println("What the players measured:");
        report.lines().forEach(line -> screen.println("  " + line));
        if (!report.flawless()) {
            throw new PlatformException("a join was refused or a session was lost; see the lines above");
        }
        return report;
    }

    /** The hosts verify tickets with the key set in a ConfigMap. */
    private void publish(TicketIssuer tickets) {
        var file = context.checkout().state().resolve("demo-ticket-keys.yaml");
        StateFiles.write(
                file,
                context.kubectl()
                        .require(
                                "create",
                                "configmap",
                                DemoTickets.CONFIG_MAP,
                                "--from-literal=jwks.json=" + tickets.keySet(),
                                "--dry-run=client",
                                "-o",
                                "yaml"));
        context.kubectl().require("apply", "-f", file.toString());
        screen.println("");
        screen.println(
                "Players join with tickets that a key of this demo signs; the world verifies them with the ConfigMap "
                        + DemoTickets.CONFIG_MAP + ".");
    }

    private void apply(CorrelationId correlation) {
        var kubectl = context.kubectl();
        screen.println("");
        screen.println(
                "Applying examples/worlds/starter.yaml with correlation id " + correlation + ", with quick scaling:");
        screen.println(
                "a cell holds 20 players, splits at 16 that stay for 3 s, and merges 8 s after the last repartition.");
        var file = context.checkout()
                .root()
                .resolve("examples/worlds/starter.yaml")
                .toString();
        var quick = context.checkout().state().resolve("demo-world.yaml");
        StateFiles.write(
                quick, kubectl.require("patch", "--local", "-f", file, "--type=merge", "-p", CHANGES, "-o", "yaml"));
        // The id is set on a dry render, so that the first reconcile already carries it.
        StateFiles.write(
                quick,
                kubectl.require(
                        "annotate",
                        "--local",
                        "-f",
                        quick.toString(),
                        "fleetforge.io/correlation-id=" + correlation,
                        "-o",
                        "yaml"));
        var previous = kubectl.run("delete", "worldspec", WORLD, "--ignore-not-found", "--wait=true", "--timeout=60s");
        if (!previous.output().isBlank()) {
            screen.println("(the existing starter world is deleted first: "
                    + previous.output().strip() + ")");
        }
        screen.println(kubectl.require("apply", "-f", quick.toString()).strip());
    }

    private void awaitReady() {
        var start = System.nanoTime();
        var last = new String[] {""};
        Await.until(
                "readiness of the world",
                READY,
                () -> {
                    var status = json("get", "worldspec", WORLD, "-o", "json").at("/status");
                    var line = String.format(
                            Locale.ROOT,
                            "%s: %d of %d cells run",
                            status.path("phase").asText("Pending"),
                            status.path("readyCells").asInt(),
                            status.path("cells").asInt());
                    if (!line.equals(last[0])) {
                        last[0] = line;
                        screen.println(
                                String.format(Locale.ROOT, "  %5.1f s  %s", (System.nanoTime() - start) / 1e9, line));
                    }
                    return status.path("phase").asText().equals("Ready");
                },
                () -> context.kubectl().run("describe", "worldspec", WORLD).output());
    }

    private JsonNode json(String... arguments) {
        try {
            return mapper.readTree(context.kubectl().require(arguments));
        } catch (IOException e) {
            throw new PlatformException("kubectl did not answer JSON: " + e.getMessage(), e);
        }
    }
}
