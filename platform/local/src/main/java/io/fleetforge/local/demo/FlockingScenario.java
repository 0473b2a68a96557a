package io.fleetforge.local.demo;

import io.fleetforge.bots.BotBehaviour;
import io.fleetforge.bots.BotStatistics.Report;
import io.fleetforge.bots.Bots;
import io.fleetforge.bots.CrowdPattern;
import io.fleetforge.bots.TicketSource;
import io.fleetforge.cluster.Await;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.terminal.Screen;
import io.fleetforge.worldmap.HostCounts;
import io.fleetforge.worldmap.WorldMap;
import io.fleetforge.worldmap.WorldPicture;
import io.fleetforge.worldmap.WorldWatch;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Players flock until no cell is too full, leave, and the cells merge. May run once; one thread. */
final class FlockingScenario {

    private static final int PLAYERS = 40;
    private static final int SPLIT_AT = 16;
    private static final long SEED = 1;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration JOIN_TIMEOUT = Duration.ofSeconds(40);
    private static final Duration SPLIT_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration MERGE_TIMEOUT = Duration.ofSeconds(90);
    private static final long FRAME_MS = 400;

    private final WorldWatch watch;
    private final Screen screen;
    private final Demo.Context context;
    private final Crowd crowd = new Crowd();
    private final PartitionHistory history = new PartitionHistory();
    private final TicketSource tickets;
    private String drawn = "";

    FlockingScenario(Demo.Context context, Screen screen, TicketSource tickets) {
        this.tickets = tickets;
        this.context = context;
        this.screen = screen;
        this.watch = new WorldWatch(
                context.client(), new HostCounts(context.client(), context.http()), "default", Demo.WORLD);
    }

    Report play() throws InterruptedException {
        var first = currentPicture();
        var cells = first.cells().size();
        show(first);
        screen.keepMap();
        screen.println("");
        screen.println(PLAYERS + " players join over WebSockets and flock to one area:");
        var bots = new Bots(context.http(), context.directory(), line -> {}, crowd, tickets);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var report = threads.submit(() -> bots.run(
                    new Bots.Crowd(PLAYERS, CrowdPattern.FLOCK, LONGEST, first.world(), SEED, BotBehaviour.STEADY)));
            try {
                return played(bots, report, cells);
            } finally {
                threads.shutdownNow(); // after a failure the run does not wait for the players
            }
        }
    }

    private Report played(Bots bots, Future<Report> report, int cells) throws InterruptedException {
        until(PLAYERS + " players in the cells", JOIN_TIMEOUT, picture -> picture.players() == PLAYERS);
        until(
                "cells split until none holds " + SPLIT_AT + " players",
                SPLIT_TIMEOUT,
                picture -> history.splits() > 0 && picture.runs() && picture.fullest() < SPLIT_AT);
        screen.keepMap();
        screen.println("");
        screen.println("No cell is too full after " + history.splits() + " splits. The crowd leaves:");
        bots.leaveAll();
        var result = awaitReport(report);
        var merged = history.merges();
        until("no player in the cells", LEAVE_TIMEOUT, picture -> picture.players() == 0);
        until(
                "cells merge",
                MERGE_TIMEOUT,
                picture -> history.merges() > merged
                        && picture.runs()
                        && picture.cells().size() <= cells);
        screen.keepMap();
        screen.println("");
        screen.println(String.format(
                Locale.ROOT, "%d splits and %d merges, without an operator.", history.splits(), history.merges()));
        return result;
    }

    private static Report awaitReport(Future<Report> report) throws InterruptedException {
        try {
            return report.get(LEAVE_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new PlatformException("the players did not leave in time: " + e, e);
        }
    }

    private void until(String what, Duration deadline, Predicate<WorldPicture> condition) {
        Await.until(
                what,
                deadline,
                () -> {
                    var picture = currentPicture();
                    show(picture);
                    if (condition.test(picture)) {
                        return true;
                    }
                    Await.pause(FRAME_MS);
                    return false;
                },
                () -> "the last picture was\n" + String.join("\n", WorldMap.draw(currentPicture(), crowd.positions())));
    }

    private WorldPicture currentPicture() {
        return watch.current().orElseThrow(() -> new PlatformException("there is no topology of " + Demo.WORLD));
    }

    /** A map is new when the set of cells changed and all of them run. */
    private void show(WorldPicture picture) {
        history.observe(picture).forEach(line -> screen.println("  " + line));
        var shape = picture.cells().stream()
                .map(WorldPicture.CellPicture::id)
                .toList()
                .toString();
        var changed = picture.runs() && !shape.equals(drawn);
        screen.map(WorldMap.draw(picture, crowd.positions()), changed);
        drawn = changed ? shape : drawn;
    }
}
