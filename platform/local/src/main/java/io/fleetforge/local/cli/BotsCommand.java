package io.fleetforge.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetforge.bots.BotBehaviour;
import io.fleetforge.bots.BotListener;
import io.fleetforge.bots.BotStatistics.Report;
import io.fleetforge.bots.Bots;
import io.fleetforge.bots.CrowdPattern;
import io.fleetforge.bots.HostDirectory;
import io.fleetforge.bots.TicketIssuer;
import io.fleetforge.bots.TicketSource;
import io.fleetforge.cluster.Checkout;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.controlplane.Kubectl;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.local.demo.DemoTickets;
import io.fleetforge.terminal.OutputReader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends a crowd of bots into a world. Exit code 1 when a session was lost or a join was refused. */
@Command(
        name = "bots",
        mixinStandardHelpOptions = true,
        description = {
            "Run simulated players over real sockets in a world of the running platform and measure what they experience.",
            "Exit codes: 0 all players joined and no session was lost, 1 otherwise, 2 wrong use."
        })
final class BotsCommand extends Terminal implements Callable<Integer> {

    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5})(s|m)");

    @Option(names = "--world", required = true, description = "name of the world, or namespace/name")
    String world;

    @Option(names = "--players", defaultValue = "100", description = "how many (default: ${DEFAULT-VALUE})")
    int players;

    @Option(
            names = "--pattern",
            defaultValue = "wander",
            description = "flash-crowd, wander, hot-spot or flock (default: ${DEFAULT-VALUE})")
    String pattern;

    @Option(names = "--duration", defaultValue = "60s", description = "such as 90s or 5m (default: ${DEFAULT-VALUE})")
    String duration;

    @Option(names = "--seed", defaultValue = "1", description = "of starts and targets (default: ${DEFAULT-VALUE})")
    long seed;

    @Option(
            names = "--ticket-key",
            paramLabel = "FILE",
            description = "private JSON Web Key that signs tickets, for a world in Ticket mode (default: the demo's)")
    @Nullable
    Path ticketKey;

    @Option(
            names = {"-o", "--output"},
            description = "text or json",
            defaultValue = "text")
    Format format;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var crowdPattern = pattern();
        var runDuration = duration();
        if (players < 1) {
            throw wrongUse("--players must be at least 1");
        }
        var checkout = checkout();
        var kubectl = kubectl(checkout);
        var name = world.contains("/") ? world : "default/" + world;
        var worldSpec = worldSpec(kubectl, name);
        var crowd = new Bots.Crowd(players, crowdPattern, runDuration, bounds(worldSpec), seed, BotBehaviour.STEADY);
        var json = format == Format.JSON;
        var screen = screen();
        try (var http = HttpClient.newHttpClient()) {
            var directory = new HostDirectory(
                    http, () -> controller(kubectl), name, endpoints(checkout).token());
            var bots = new Bots(
                    http,
                    directory,
                    line -> {
                        if (json) {
                            OutputReader.require(); // nothing is printed until the end
                        } else {
                            screen.println(line);
                        }
                    },
                    BotListener.none(),
                    tickets(checkout, worldSpec));
            var report = bots.run(crowd);
            if (json) {
                println(json(report));
            } else {
                report.lines().forEach(this::println);
            }
            return report.flawless() ? 0 : 1;
        }
    }

    private CrowdPattern pattern() {
        return switch (pattern) {
            case "flash-crowd" -> CrowdPattern.FLASH_CROWD;
            case "wander" -> CrowdPattern.WANDER;
            case "hot-spot" -> CrowdPattern.HOT_SPOT;
            case "flock" -> CrowdPattern.FLOCK;
            default ->
                throw wrongUse("--pattern must be flash-crowd, wander, hot-spot or flock, got '" + pattern + "'");
        };
    }

    private Duration duration() {
        var match = DURATION.matcher(duration);
        if (!match.matches()) {
            throw wrongUse("--duration must be like 60s or 5m, got '" + duration + "'");
        }
        var number = Long.parseLong(match.group(1));
        return match.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMinutes(number);
    }

    private ParameterException wrongUse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static JsonNode worldSpec(Kubectl kubectl, String name) {
        var parts = name.split("/", 2);
        var found = kubectl.run("get", "worldspec", parts[1], "-n", parts[0], "-o", "json");
        if (found.exitCode() != 0) {
            throw new PlatformException("there is no world " + name);
        }
        return tree(found.output()).path("spec");
    }

    /** A world in Ticket mode: with the key of the option, else of the demo. */
    private TicketSource tickets(Checkout checkout, JsonNode worldSpec) {
        var ticket = worldSpec.at("/players/auth/ticket");
        if (ticket.isMissingNode()) {
            return TicketSource.none();
        }
        var issuer = ticket.path("issuer").asText();
        var audience = ticket.path("audience").asText();
        try {
            return ticketKey == null
                    ? new DemoTickets(checkout.state()).kept(issuer, audience)
                    : TicketIssuer.of(Files.readString(ticketKey), issuer, audience, Clock.systemUTC());
        } catch (IOException | IllegalArgumentException e) {
            throw wrongUse("--ticket-key must name a file with a private JSON Web Key: " + e.getMessage());
        }
    }

    private static Bounds bounds(JsonNode worldSpec) {
        var box = worldSpec.at("/topology/worldBoundaries");
        return new Bounds(
                box.path("xMin").asDouble(),
                box.path("xMax").asDouble(),
                box.path("yMin").asDouble(),
                box.path("yMax").asDouble());
    }

    private static String json(Report report) {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new PlatformException("cannot print JSON", e);
        }
    }
}
