package io.fleetforge.cell.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.fleetforge.cell.directory.SessionDirectory;
import io.fleetforge.cell.durability.Scheduler;
import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.cell.gateway.PlayerOperations.JoinResult;
import io.fleetforge.cell.gateway.PlayerOperations.JoinResult.Admitted;
import io.fleetforge.cell.join.JoinLimits;
import io.fleetforge.cell.join.JoinPolicy;
import io.fleetforge.cell.join.JoinRequest;
import io.fleetforge.cell.join.TicketFixture;
import io.fleetforge.cell.keys.KeyRing;
import io.fleetforge.cell.keys.SigningKey;
import io.fleetforge.cell.messaging.CellEventPublisher;
import io.fleetforge.cell.metrics.CellMetrics;
import io.fleetforge.cell.ownership.HostSessions;
import io.fleetforge.cell.ownership.SessionRecords;
import io.fleetforge.cell.runtime.CellHosts;
import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.cell.runtime.Persistence;
import io.fleetforge.cell.session.SessionRedirect;
import io.fleetforge.cell.session.SessionRegistry;
import io.fleetforge.cell.session.SessionReleaseNotifier;
import io.fleetforge.cell.session.SessionTokens;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.geometry.Bounds;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.runtime.problem.ProblemException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Joins with tickets on a real host of one cell, with a journal in memory. */
class PlayerOperationsTest {

    private static final WorldRef WORLD = new WorldRef("default", "w", "u-1");
    private static final HostIdentity IDENTITY = new HostIdentity(WORLD, "w-0", 1, "process");
    private static final int MAX_SESSIONS = 3;

    private final SessionDirectory directory = new SessionDirectory();
    private final JournalFixture journal = new JournalFixture(directory);
    private final SessionRegistry registry = new SessionRegistry(System::nanoTime);
    private final SessionReleaseNotifier releases = new SessionReleaseNotifier();
    private final List<String> released = Collections.synchronizedList(new ArrayList<>());
    private final CellMetrics metrics = new CellMetrics(new SimpleMeterRegistry(), WORLD, registry);
    private final SessionRecords records = new SessionRecords(
            IDENTITY,
            topic -> topic.equals(Topics.CELL_SESSIONS) ? journal.publisher() : MemoryPublisher.ignoring(),
            Scheduler.real(),
            Clock.systemUTC(),
            true);
    private final HostSessions hostSessions = new HostSessions(
            registry,
            records,
            new CellEventPublisher(MemoryPublisher.ignoring(), records.outbox(), IDENTITY, metrics, Clock.systemUTC()),
            releases,
            metrics);
    private final CellHosts.Started started = CellHosts.start(
            IDENTITY,
            new CellHosts.Outside(hostSessions.listener(), Persistence.OFF, (late, took) -> {}),
            1,
            new CellHosts.TickRate(Duration.ofMillis(5), 1000));
    private final TicketFixture game = new TicketFixture();
    private final PlayerOperations players = players();

    PlayerOperationsTest() throws JoseException {
        releases.listen(new SessionReleaseNotifier.Listener() {
            @Override
            public void movedTo(String session, SessionRedirect redirect) {
                released.add("moved");
            }

            @Override
            public void released(String session) {
                released.add("released");
            }

            @Override
            public void superseded(String session) {
                released.add("superseded");
            }

            @Override
            public void ended(String session, String reason) {
                released.add("ended " + reason);
            }
        });
        topology(1, "w-0");
    }

    @AfterEach
    void close() {
        started.host().stop(CorrelationId.random());
    }

    @Test
    void shouldContinueTheSessionOfASubjectAtItsPlaceWithANewToken() {
        var first = admitted(join("ann", "t1", 10));

        var second = admitted(join("ann", "t2", 90));

        assertThat(second.session().id()).isEqualTo(first.session().id());
        assertThat(second.continued()).isTrue();
        assertThat(second.done().entity().x()).isEqualTo(10);
        assertThat(second.claims().epoch()).isEqualTo(2);
        assertThat(released).containsExactly("superseded");
        assertThatThrownBy(() -> players.resume(players.token(first.claims())))
                .hasMessageContaining("not this session's");
        assertThat(players.resume(players.token(second.claims())).session().epoch())
                .isEqualTo(2);
        assertThat(journal.last(first.session().id()).record().epoch()).isEqualTo(2);
    }

    /** A retry after a lost answer. */
    @Test
    void shouldAnswerTheSameTicketAgainAsBefore() {
        var first = admitted(join("ann", "t1", 10));

        var again = admitted(join("ann", "t1", 10));

        assertThat(again.claims()).isEqualTo(first.claims());
        assertThat(released).isEmpty();
    }

    @Test
    void shouldOpenANewSessionOnceTheEarlierOneHasEnded() {
        var first = admitted(join("ann", "t1", 10));
        journal.hold(); // the end is not read back yet
        assertThat(players.leaveDurably(first.session(), "Left", CorrelationId.random()))
                .isTrue();
        journal.show();

        var second = admitted(join("ann", "t1", 20));

        assertThat(second.session().id()).isNotEqualTo(first.session().id());
        assertThat(directory.size()).isEqualTo(1);
    }

    /** The cell moves while the opening record is read back: no host knows the order of the session. */
    @Test
    void shouldRefuseAJoinWhoseCellMovesBeforeItIsConfirmedAndLeaveNoSession() throws Exception {
        journal.hold();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var joining = CompletableFuture.supplyAsync(() -> join("ann", "t1", 10), threads);
            await().until(() -> journal.size() == 1);
            var session = journal.records().getFirst().session();

            topology(2, "w-1");
            await("its end is recorded").until(() -> journal.last(session).record() == null);
            journal.show();

            assertThatThrownBy(joining::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(ProblemException.class);
            assertThat(registry.size()).isZero();
            assertThat(directory.size()).as("the subject can join elsewhere").isZero();
        }
    }

    @Test
    void shouldWithdrawAJoinAboveTheLimitOfTheWorld() {
        journal.hold();
        var refused = new ArrayList<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var joins = new ArrayList<CompletableFuture<JoinResult>>();
            for (var player = 0; player <= MAX_SESSIONS; player++) {
                var subject = "p" + player;
                joins.add(CompletableFuture.supplyAsync(() -> join(subject, "t", 10), threads));
            }
            await("all opening records are written").until(() -> journal.size() == MAX_SESSIONS + 1);
            journal.show();
            joins.forEach(join -> join.handle((result, failure) -> {
                        if (failure != null) {
                            refused.add(((ProblemException) failure.getCause()).code());
                        }
                        return null;
                    })
                    .join());
        }

        assertThat(refused).containsExactly("world-full");
        await().untilAsserted(() -> assertThat(directory.size()).isEqualTo(MAX_SESSIONS));
        assertThat(registry.size()).isEqualTo(MAX_SESSIONS);
    }

    @Test
    void shouldDisconnectTheOldClientWhenTheNewTokenIsNotRecorded() {
        var first = admitted(join("ann", "t1", 10));
        journal.fail();

        var refused = catchThrowableOfType(ProblemException.class, () -> join("ann", "t2", 10));

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers()).containsKey("Retry-After");
        assertThat(released).as("its token is void").containsExactly("superseded");
        assertThat(registry.find(first.session().id())).as("the session stays").isPresent();
    }

    private JoinResult join(String subject, String ticket, double x) {
        return players.join(
                new JoinRequest(subject, x, 10, game.ticket(subject, ticket), "192.0.2.1"), CorrelationId.random());
    }

    private static Admitted admitted(JoinResult result) {
        assertThat(result).isInstanceOf(Admitted.class);
        return (Admitted) result;
    }

    private PlayerOperations players() {
        directory.complete();
        var key = SigningKey.generate();
        var ring = new KeyRing(key.verification(), System::nanoTime);
        ring.add(key.verification());
        var policy = JoinPolicy.open(
                        new JoinLimits(OptionalInt.of(MAX_SESSIONS), 1000, 0), () -> 1, directory, System::nanoTime)
                .withTickets(TicketFixture.ISSUER, TicketFixture.AUDIENCE, game.keys(), Clock.systemUTC());
        return new PlayerOperations(
                started.host(),
                hostSessions,
                new SessionTokens(key, ring, WORLD.uid(), Clock.systemUTC(), Duration.ofHours(1)),
                Fence.none(),
                policy);
    }

    private void topology(long revision, String owner) {
        var bounds = new Bounds(0, 100, 0, 100);
        started.host()
                .apply(
                        new TopologyMessage(
                                WORLD,
                                revision,
                                revision,
                                bounds,
                                100,
                                List.of(new HostAssignment("w-0", 1), new HostAssignment("w-1", 1)),
                                List.of(new CellAssignment("c", bounds, owner, revision, List.of()))),
                        CorrelationId.random());
    }
}
