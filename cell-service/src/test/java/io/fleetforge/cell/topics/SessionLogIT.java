package io.fleetforge.cell.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fleetforge.cluster.broker.Broker;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.lease.FencingTimes;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.contracts.topic.TopicDeclaration;
import io.fleetforge.runtime.messaging.EventPublisher;
import io.fleetforge.runtime.messaging.FencedProducer;
import io.fleetforge.runtime.messaging.SendGate;
import io.fleetforge.testing.TopicReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The producer of the session log beside a real broker that is suspended while records are queued. */
class SessionLogIT {

    private static final Path ROOT = Path.of(System.getProperty("fleetforge.root"));
    private static final List<String> TOPICS =
            List.of(Topics.CELL_SESSIONS, Topics.CELL_HANDOFFS, Topics.CELL_CHECKPOINTS);
    /** Enough for several batches on the wire, which may land, and many behind them, which must not. */
    private static final int QUEUED = 2000;

    private static final byte[] PAYLOAD = new byte[1000];
    private static final Duration DROPPED = FencingTimes.DELIVERY_TIMEOUT.plus(SessionLogSettings.BUFFER_WAIT);

    @TempDir
    static Path temp;

    private static Broker broker;

    private final AtomicBoolean active = new AtomicBoolean(true);
    private final SendGate gate = new SendGate(active::get, System::nanoTime);
    private final FencedProducer producer = FencedProducer.create(
            SessionLogSettings.of(Map.of("bootstrap.servers", broker.bootstrapServers()), gate),
            TOPICS,
            new SimpleMeterRegistry());
    private final EventPublisher handoffs = producer.publisher(
            Topics.CELL_HANDOFFS, "/fleetforge/test", Clock.systemUTC(), gate, FencingTimes.DELIVERY_TIMEOUT);

    @BeforeAll
    static void start() throws IOException {
        broker = Broker.start(temp.resolve("state"), ROOT.resolve("infra/kafka/target/broker"));
        broker.createTopics(TopicDeclaration.load(ROOT.resolve("infra/kafka/topics.yaml")));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @AfterEach
    void close() {
        producer.close();
    }

    @Test
    void shouldLandNothingThatWasQueuedOnceTheProcessMayBeReplaced() throws Exception {
        awaitTopics();
        signal("STOP");
        List<CompletableFuture<Void>> queued;
        try {
            queued = publish("queued", QUEUED);
            assertThat(queued).as("none was waited for").noneMatch(CompletableFuture::isDone);
            active.set(false);
            assertThat(publish("fenced", 10)).allMatch(CompletableFuture::isCompletedExceptionally);

            await("each queued record is dropped")
                    .atMost(DROPPED.multipliedBy(3))
                    .until(() -> queued.stream().allMatch(CompletableFuture::isCompletedExceptionally));
        } finally {
            signal("CONT");
        }

        var landed = awaitStable();
        assertThat(landed).noneMatch(record -> record.key().startsWith("ns/world/fenced"));
        assertThat(landed.stream().filter(record -> record.key().startsWith("ns/world/queued")))
                .as("those that were on the wire; the others were dropped")
                .hasSizeLessThan(QUEUED);
        active.set(true);
        awaitSent("later");
        assertThat(awaitStable().getLast().key()).isEqualTo("ns/world/later0");
    }

    private List<CompletableFuture<Void>> publish(String session, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> handoffs.publishBytes("type", "ns/world/" + session + i, PAYLOAD, CorrelationId.random())
                        .toCompletableFuture())
                .toList();
    }

    private void awaitTopics() {
        producer.start();
        awaitSent("first");
    }

    private void awaitSent(String session) {
        await("Kafka acknowledges a record")
                .atMost(Duration.ofSeconds(20))
                .until(() -> publish(session, 1)
                        .getFirst()
                        .handle((done, failure) -> failure == null)
                        .get());
    }

    /** What the topic holds when two reads in turn find the same: requests on the wire have been processed. */
    private static List<ConsumerRecord<String, byte[]>> awaitStable() {
        var reader = new TopicReader(broker.bootstrapServers());
        var before = new AtomicInteger(-1);
        await("the broker has processed what was on the wire")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    var now = reader.all(Topics.CELL_HANDOFFS).size();
                    return now == before.getAndSet(now);
                });
        return reader.all(Topics.CELL_HANDOFFS);
    }

    private static void signal(String signal) throws IOException, InterruptedException {
        var pid = broker.processes().running("kafka").orElseThrow().pid();
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }
}
