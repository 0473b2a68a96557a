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
import io.fleetforge.e2e.SessionRecorder.State;
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
 * Operations under players while hosts and controllers are killed and suspended: no session is lost, none is duplicated.
 * Checked against the topics and every host. {@code -Drobustness.seed} replays the same steps; docs/testing.md lists the other
 * settings and measured runs.
 */
@LongScenario
class RobustnessE2E {

    private static final String WORLD = "robustness";
    static final int OPERATIONS = Integer.getInteger("robustness.operations", 12);
    private static final int PLAYERS = Integer.getInteger("robustness.players", 40);
    static final long SEED = Long.getLong("robustness.seed", 424);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(Integer.getInteger("robustness.longest-stop", 8));
    private static final Duration MOVE_EVERY = Duration.ofMillis(Integer.getInteger("robustness.move-every", 1000));
    private static final Duration MAX_DURATION = Duration.ofMinutes(Integer.getInteger("robustness.minutes", 60));
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(5);
    private static final Duration CONVERGENCE_TIME = Duration.ofMinutes(3);
    private static final Duration JOIN_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration MAX_STAY = Duration.ofHours(2);
    private static final Bounds BOUNDS = new Bounds(0, 1000, 0, 1000);

    private final TestPlatform platform = TestPlatform.shared();
    private final Worlds worlds = new Worlds(platform);
    private final Services services = new Services(platform);
    private final SessionRecorder recorder = new SessionRecorder();
    private final Path events = TestPlatform.root().resolve("platform/e2e/target/robustness-" + SEED + ".log");
    private final long startNs = System.nanoTime();

    @Test
    void shouldKeepEachSessionOnOneHostWhileHostsAndControllersAreKilledAndStopped() throws Exception {
        Files.writeString(events, "");
        print("seed %d, %d operations, %d players, stops of hosts up to %s"
                .formatted(SEED, OPERATIONS, PLAYERS, LONGEST_STOP));
        services.scaleController(2);
        apply();
        worlds.awaitReady(WORLD);
        try (var http = HttpClient.newHttpClient();
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var observer = new SessionObserver(
                        platform.topics(),
                        Worlds.NAMESPACE + "/" + WORLD,
                        worlds.get(WORLD).getMetadata().getUid());
                var faults = new RobustnessFaults(platform, worlds, services, WORLD, this::print)) {
            var bots = new Bots(http, directory(http), line -> {}, recorder);
            var report = threads.submit(() -> bots.run(new Bots.Crowd(
                    PLAYERS,
                    CrowdPattern.FLASH_CROWD,
                    MAX_STAY,
                    BOUNDS,
                    SEED,
                    new BotBehaviour(MOVE_EVERY, 0.02, 0.01, JOIN_TIMEOUT))));
            try {
                await("all players have joined").atMost(Duration.ofMinutes(2)).until(() -> bots.joins() >= PLAYERS);
                runSteps(faults);
                faults.close();
                bots.disconnectAll();
                verify(report, faults, observer);
            } finally {
                bots.leaveAll();
            }
        } finally {
            services.scaleController(1);
        }
        worlds.delete(WORLD);
    }

    private void runSteps(RobustnessFaults faults) {
        var operations = new RobustnessOperations(platform.client(), worlds, WORLD);
        var endNs = System.nanoTime() + MAX_DURATION.toNanos();
        for (var step : RobustnessPlan.of(SEED, OPERATIONS, LONGEST_STOP)) {
            if (System.nanoTime() > endNs) {
                print("%s are over after %d operations".formatted(MAX_DURATION, step.number() - 1));
                break;
            }
            step.fault().ifPresent(fault -> faults.inject(fault, step.faultAfter()));
            print("%3d %s".formatted(step.number(), operations.request(step.operation())));
            await("operation " + step.number() + " is answered; see " + events)
                    .atMost(ANSWER_WITHIN)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        faults.deletePodsInBackOff();
                        return operations.answered();
                    });
            LockSupport.parkNanos(step.rest().toNanos());
        }
        print("all steps are done");
    }

    private void verify(Future<Report> report, RobustnessFaults faults, SessionObserver observer) throws Exception {
        var result = report.get(JOIN_TIMEOUT.toSeconds() + 60, TimeUnit.SECONDS);
        result.lines().forEach(this::print);
        print("faults " + faults.injected());
        await("the world is ready again")
                .atMost(CONVERGENCE_TIME)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    faults.deletePodsInBackOff();
                    worlds.awaitReady(WORLD, Duration.ofSeconds(1));
                    var topology = worlds.topology(WORLD).getSpec();
                    assertThat(worlds.hosts(WORLD)).hasSize(topology.hosts().size());
                });
        var verdict = new SessionVerdict[1];
        await("0 lost, 0 duplicated; see " + events)
                .atMost(CONVERGENCE_TIME)
                .pollInterval(Duration.ofSeconds(2))
                .ignoreException(IOException.class)
                .untilAsserted(() -> {
                    verdict[0] = verdict(observer);
                    assertThat(verdict[0].problems()).isEmpty();
                });
        print(verdict[0].summary());
        print("topology revision %d; Events of the controller: %s"
                .formatted(worlds.topology(WORLD).getSpec().revision(), log()));
        assertThat(recorder.lost())
                .as(
                        "players whose token was refused; a player whose client waits no longer still has a session, see above")
                .noneMatch(line -> line.endsWith("bad-token") || line.endsWith("expired-token"));
        assertThat(verdict[0].players())
                .as("at least one player plays to the end")
                .isPositive();
        assertThat(recorder.sessions().values()).as("some left").contains(State.LEFT);
    }

    /** Kubernetes Events of the world by reason. */
    private Map<String, Long> log() {
        return platform.client().events().v1().events().inNamespace(Worlds.NAMESPACE).list().getItems().stream()
                .filter(event -> WORLD.equals(event.getRegarding().getName()))
                .collect(Collectors.groupingBy(Event::getReason, TreeMap::new, Collectors.counting()));
    }

    private SessionVerdict verdict(SessionObserver observer) throws Exception {
        var sessionLog = observer.sessionLog();
        var verdict = SessionVerdict.of(recorder, sessionLog, new SessionCount(worlds).of(WORLD, recorder.tokens()));
        verdict.problems().forEach(problems -> print("! " + problems));
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
                  players: {disconnectGrace: 10m, limits: {joinsPerSecondPerSource: 0}} # longer than any fault and than the comparison at the end
                """.formatted(WORLD, Worlds.NAMESPACE, PLAYERS), WorldSpec.class);
        platform.client().resource(world).create();
    }

    private synchronized void print(String line) {
        var timed = "%7.1f s %s%n".formatted((System.nanoTime() - startNs) / 1e9, line);
        System.out.print(timed);
        try {
            Files.writeString(events, timed, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
