package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.bots.BotBehaviour;
import io.fleetforge.bots.BotStatistics.Report;
import io.fleetforge.bots.Bots;
import io.fleetforge.bots.CrowdPattern;
import io.fleetforge.bots.HostDirectory;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.e2e.SessionRecorder.Known;
import io.fleetforge.testing.TestPlatform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Operations under players while hosts and controllers are killed and stopped: no session is lost, none is doubled. Judged by
 * a reader of the topics and by asking every host. {@code -Dstorm.seed} replays the same steps; docs/testing.md has the
 * other settings and what was seen.
 */
@LongScenario
class RobustnessE2E {

    private static final String WORLD = "storm";
    static final int OPERATIONS = Integer.getInteger("robustness.operations", 12);
    private static final int PLAYERS = Integer.getInteger("robustness.players", 40);
    static final long SEED = Long.getLong("robustness.seed", 424);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(Integer.getInteger("robustness.longest-stop", 8));
    private static final Duration MOVE_EVERY = Duration.ofMillis(Integer.getInteger("robustness.move-every", 1000));
    private static final Duration ENOUGH = Duration.ofMinutes(Integer.getInteger("robustness.minutes", 60));
    private static final Duration ANSWERED = Duration.ofMinutes(5);
    private static final Duration QUIET = Duration.ofMinutes(3);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LONGEST = Duration.ofHours(2);
    private static final Bounds BOUNDS = new Bounds(0, 1000, 0, 1000);

    private final TestPlatform platform = TestPlatform.shared();
    private final Worlds worlds = new Worlds(platform);
    private final Services services = new Services(platform);
    private final SessionRecorder diary = new SessionRecorder();
    private final Path story = TestPlatform.root().resolve("platform/e2e/target/storm-" + SEED + ".log");
    private final long beganNs = System.nanoTime();

    @Test
    void shouldKeepEachSessionOnOneHostWhileHostsAndControllersAreKilledAndStopped() throws Exception {
        Files.writeString(story, "");
        say("seed %d, %d operations, %d players, stops of hosts up to %s"
                .formatted(SEED, OPERATIONS, PLAYERS, LONGEST_STOP));
        services.scaleController(2);
        apply();
        worlds.awaitReady(WORLD);
        try (var http = HttpClient.newHttpClient();
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var witness = new SessionObserver(
                        platform.topics(),
                        Worlds.NAMESPACE + "/" + WORLD,
                        worlds.get(WORLD).getMetadata().getUid());
                var faults = new RobustnessFaults(platform, worlds, services, WORLD, this::say)) {
            var bots = new Bots(http, directory(http), line -> {}, diary);
            var felt = threads.submit(() -> bots.run(new Bots.Crowd(
                    PLAYERS,
                    CrowdPattern.FLASH_CROWD,
                    LONGEST,
                    BOUNDS,
                    SEED,
                    new BotBehaviour(MOVE_EVERY, 0.02, 0.01, PATIENCE))));
            try {
                await("everybody is in").atMost(Duration.ofMinutes(2)).until(() -> bots.joins() >= PLAYERS);
                storm(faults);
                faults.close();
                bots.silence();
                judge(felt, faults, witness);
            } finally {
                bots.sendHome();
            }
        } finally {
            services.scaleController(1);
        }
        worlds.delete(WORLD);
    }

    private void storm(RobustnessFaults faults) {
        var operations = new RobustnessOperations(platform.client(), worlds, WORLD);
        var endNs = System.nanoTime() + ENOUGH.toNanos();
        for (var step : RobustnessPlan.of(SEED, OPERATIONS, LONGEST_STOP)) {
            if (System.nanoTime() > endNs) {
                say("%s are over after %d operations".formatted(ENOUGH, step.number() - 1));
                break;
            }
            step.fault().ifPresent(fault -> faults.strike(fault, step.faultAfter()));
            say("%3d %s".formatted(step.number(), operations.ask(step.operation())));
            await("operation " + step.number() + " is answered; see " + story)
                    .atMost(ANSWERED)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        faults.relieve();
                        return operations.answered();
                    });
            LockSupport.parkNanos(step.rest().toNanos());
        }
        say("the storm is over");
    }

    private void judge(Future<Report> felt, RobustnessFaults faults, SessionObserver witness) throws Exception {
        var report = felt.get(PATIENCE.toSeconds() + 60, TimeUnit.SECONDS);
        report.lines().forEach(this::say);
        say("faults " + faults.struck());
        await("the world is whole again")
                .atMost(QUIET)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    faults.relieve();
                    worlds.awaitReady(WORLD, Duration.ofSeconds(1));
                    var topology = worlds.topology(WORLD).getSpec();
                    assertThat(worlds.hosts(WORLD)).hasSize(topology.hosts().size());
                });
        var verdict = new SessionVerdict[1];
        await("0 lost, 0 doubled; see " + story)
                .atMost(QUIET)
                .pollInterval(Duration.ofSeconds(2))
                .ignoreException(IOException.class)
                .untilAsserted(() -> {
                    verdict[0] = verdict(witness);
                    assertThat(verdict[0].wrongs()).isEmpty();
                });
        say(verdict[0].summary());
        say("topology revision %d; what the controller said: %s"
                .formatted(worlds.topology(WORLD).getSpec().revision(), said()));
        assertThat(diary.lost())
                .as(
                        "players whose token opened nothing; who only gave up waiting has a session all the same, see above")
                .noneMatch(line -> line.endsWith("bad-token") || line.endsWith("expired-token"));
        assertThat(verdict[0].lives()).as("somebody plays to the end").isPositive();
        assertThat(diary.sessions().values()).as("some left").contains(Known.LEFT);
    }

    /** Kubernetes Events of the world by reason. */
    private Map<String, Long> said() {
        return platform.client().events().v1().events().inNamespace(Worlds.NAMESPACE).list().getItems().stream()
                .filter(event -> WORLD.equals(event.getRegarding().getName()))
                .collect(Collectors.groupingBy(Event::getReason, TreeMap::new, Collectors.counting()));
    }

    private SessionVerdict verdict(SessionObserver witness) throws Exception {
        var ledger = witness.ledger();
        var sessions = witness.sessions(diary.sessions().keySet());
        var verdict = SessionVerdict.of(diary, ledger, new SessionCount(worlds).of(WORLD, sessions));
        verdict.wrongs().forEach(wrong -> say("! " + wrong));
        return verdict;
    }

    private HostDirectory directory(HttpClient http) {
        return new HostDirectory(
                http,
                () -> services.pods("fleetforge-controller").stream()
                        .filter(Services::ready)
                        .map(pod -> pod.getStatus().getPodIP())
                        .filter(Objects::nonNull)
                        .findAny(),
                Worlds.NAMESPACE + "/" + WORLD,
                platform.platform().controlPlane().adminToken());
    }

    private void apply() {
        var world = Serialization.unmarshal("""
                apiVersion: fleetforge.io/v1
                kind: WorldSpec
                metadata: {name: %s, namespace: %s}
                spec:
                  topology:
                    initialCells: 5
                    maxCells: 10
                    minCellSize: 50
                    worldBoundaries: {xMin: 0, xMax: 1000, yMin: 0, yMax: 1000}
                  capacity: {maxPlayersPerCell: %d, cellsPerHost: 3}
                  scaling: {scaleUpThreshold: 0.5, scaleDownThreshold: 0.05, stabilizationWindow: 5s, cooldown: 10s, minCells: 2}
                  persistence: {checkpointInterval: 3s}
                """.formatted(WORLD, Worlds.NAMESPACE, PLAYERS), WorldSpec.class);
        platform.client().resource(world).create();
    }

    private synchronized void say(String line) {
        var timed = "%7.1f s %s%n".formatted((System.nanoTime() - beganNs) / 1e9, line);
        System.out.print(timed);
        try {
            Files.writeString(story, timed, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
