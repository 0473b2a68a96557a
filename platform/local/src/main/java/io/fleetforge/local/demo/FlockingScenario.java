package io.fleetforge.local.demo;

import io.fleetforge.bots.BotBehaviour;
import io.fleetforge.bots.BotStatistics.Report;
import io.fleetforge.bots.Bots;
import io.fleetforge.bots.CrowdPattern;
import io.fleetforge.cluster.Await;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.worldmap.HostCounts;
import io.fleetforge.worldmap.Screen;
import io.fleetforge.worldmap.WorldMap;
import io.fleetforge.worldmap.WorldPicture;
import io.fleetforge.worldmap.WorldWatch;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** The middle act: players flock until no cell is too full, leave, and the cells merge. Once; one thread. */
final class FlockingScenario {

    private static final int PLAYERS = 40;
    private static final int SPLIT_AT = 16;
    private static final long SEED = 1;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration COMING = Duration.ofSeconds(40);
    private static final Duration SPLITTING = Duration.ofSeconds(90);
    private static final Duration LEAVING = Duration.ofSeconds(60);
    private static final Duration MERGING = Duration.ofSeconds(90);
    private static final long FRAME_MS = 400;

    private final WorldWatch watch;
    private final Screen screen;
    private final Demo.Stage stage;
    private final Crowd crowd = new Crowd();
    private final PartitionHistory history = new PartitionHistory();
    private String drawn = "";

    FlockingScenario(Demo.Stage stage, Screen screen) {
        this.stage = stage;
        this.screen = screen;
        this.watch =
                new WorldWatch(stage.client(), new HostCounts(stage.client(), stage.http()), "default", Demo.WORLD);
    }

    Report play() throws InterruptedException {
        var begin = look();
        var cells = begin.cells().size();
        show(begin);
        screen.keep();
        screen.say("");
        screen.say(PLAYERS + " players join over WebSockets and flock to one place:");
        var bots = new Bots(stage.http(), stage.directory(), line -> {}, crowd);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var report = threads.submit(() -> bots.run(
                    new Bots.Crowd(PLAYERS, CrowdPattern.FLOCK, LONGEST, begin.world(), SEED, BotBehaviour.STEADY)));
            try {
                return played(bots, report, cells);
            } finally {
                threads.shutdownNow(); // when it went wrong nobody waits for the players
            }
        }
    }

    private Report played(Bots bots, Future<Report> report, int cells) throws InterruptedException {
        until(PLAYERS + " players in the cells", COMING, picture -> picture.players() == PLAYERS);
        until(
                "cells split until none holds " + SPLIT_AT + " players",
                SPLITTING,
                picture -> history.splits() > 0 && picture.runs() && picture.fullest() < SPLIT_AT);
        screen.keep();
        screen.say("");
        screen.say("No cell is too full any more after " + history.splits() + " splits. The crowd leaves:");
        bots.sendHome();
        var felt = home(report);
        var merged = history.merges();
        until("nobody in the cells", LEAVING, picture -> picture.players() == 0);
        until(
                "cells merge",
                MERGING,
                picture -> history.merges() > merged
                        && picture.runs()
                        && picture.cells().size() <= cells);
        screen.keep();
        screen.say("");
        screen.say("%d splits and %d merges, and nobody had to do anything."
                .formatted(history.splits(), history.merges()));
        return felt;
    }

    private static Report home(Future<Report> report) throws InterruptedException {
        try {
            return report.get(LEAVING.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new PlatformException("the players did not get home: " + e, e);
        }
    }

    private void until(String what, Duration deadline, Predicate<WorldPicture> there) {
        Await.until(
                what,
                deadline,
                () -> {
                    var picture = look();
                    show(picture);
                    if (there.test(picture)) {
                        return true;
                    }
                    Await.pause(FRAME_MS);
                    return false;
                },
                () -> "the last picture was\n" + String.join("\n", WorldMap.draw(look(), crowd.places())));
    }

    private WorldPicture look() {
        return watch.look().orElseThrow(() -> new PlatformException("there is no topology of " + Demo.WORLD));
    }

    /** A map is new when cells came or went and all of them run. */
    private void show(WorldPicture picture) {
        history.see(picture).forEach(line -> screen.say("  " + line));
        var shape = picture.cells().stream()
                .map(WorldPicture.CellPicture::id)
                .toList()
                .toString();
        var fresh = picture.runs() && !shape.equals(drawn);
        screen.map(WorldMap.draw(picture, crowd.places()), fresh);
        drawn = fresh ? shape : drawn;
    }
}
