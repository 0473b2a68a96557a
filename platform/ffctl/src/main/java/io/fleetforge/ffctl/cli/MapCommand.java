package io.fleetforge.ffctl.cli;

import io.fleetforge.ffctl.cluster.Cluster;
import io.fleetforge.ffctl.render.Json;
import io.fleetforge.ffctl.world.MapView;
import io.fleetforge.terminal.Screen;
import io.fleetforge.worldmap.HostCounts;
import io.fleetforge.worldmap.WorldMap;
import io.fleetforge.worldmap.WorldPicture;
import io.fleetforge.worldmap.WorldWatch;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws a world. */
@Command(
        name = "map",
        mixinStandardHelpOptions = true,
        description = {
            "Draw the partition of a world: cells with their hosts and players.",
            "With --watch a terminal shows it in place, elsewhere each change is printed; with -o json"
                    + " each change is one line."
        })
final class MapCommand extends ClusterCommand {

    @Parameters(paramLabel = "WORLD", description = "its name, or namespace/name")
    String world;

    @Option(
            names = {"-w", "--watch"},
            description = "watch until Ctrl-C, or for the time of --for")
    boolean watch;

    @Option(names = "--for", paramLabel = "TIME", description = "stop watching after this long, such as 30s")
    @Nullable
    Duration duration;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            defaultValue = "1s",
            description = "time between two reads (default: ${DEFAULT-VALUE})")
    Duration every;

    @Override
    int run(Cluster cluster) throws InterruptedException {
        var slash = world.indexOf('/');
        var namespace = slash < 0 ? namespace(cluster) : world.substring(0, slash);
        var name = world.substring(slash + 1);
        try (var http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
            var worldWatch = new WorldWatch(cluster.client(), new HostCounts(cluster.client(), http), namespace, name);
            return watch ? watch(worldWatch, namespace, name) : once(worldWatch, namespace, name);
        }
    }

    private int once(WorldWatch worldWatch, String namespace, String name) {
        var picture = worldWatch.current();
        if (picture.isEmpty()) {
            return missing(namespace, name);
        }
        print(drawn(namespace, name, picture.get()), MapView.of(namespace, name, picture.get()));
        return ExitCode.OK;
    }

    private int watch(WorldWatch worldWatch, String namespace, String name) throws InterruptedException {
        var screen = Screen.of(spec.commandLine().getOut());
        var end = duration == null ? null : main.clock.instant().plus(duration);
        WorldPicture last = null;
        while (end == null || main.clock.instant().isBefore(end)) {
            var picture = worldWatch.current();
            if (picture.isEmpty()) {
                screen.keepMap();
                return missing(namespace, name);
            }
            show(screen, namespace, name, picture.get(), !picture.get().equals(last));
            last = picture.get();
            Thread.sleep(every);
        }
        return ExitCode.OK;
    }

    private void show(Screen screen, String namespace, String name, WorldPicture picture, boolean changed) {
        if (json()) {
            screen.println(Json.line(MapView.of(namespace, name, picture)), changed);
        } else {
            screen.map(drawn(namespace, name, picture), changed);
        }
    }

    private int missing(String namespace, String name) {
        note("there is no world " + name + " in namespace " + namespace
                + ", or it has no topology yet; 'ffctl worlds -A' lists all");
        return ExitCode.FOUND;
    }

    private static List<String> drawn(String namespace, String name, WorldPicture picture) {
        var lines = new ArrayList<String>();
        lines.add(MapView.heading(namespace, name, picture));
        lines.addAll(WorldMap.draw(picture, Map.of()));
        return lines;
    }
}
