package io.fleetforge.bench.platform;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.cluster.Await;
import io.fleetforge.contracts.message.CellState;
import io.fleetforge.contracts.message.HostTelemetry;
import io.fleetforge.contracts.message.HostTelemetry.CellSample;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.MessageCodec;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.names.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Hosts that cost nothing: a second node whose pods are declared ready at once and whose cells report as running as soon as
 * the topology names them. Lets a controller be measured with more worlds than this machine could run.
 */
final class SimulatedHosts implements AutoCloseable {

    private static final String NODE = "simulated";
    private static final long HEARTBEAT_MS = 10_000;

    private final KubernetesClient client;
    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaProducer<String, byte[]> producer;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Watch watch;
    private volatile boolean closed;

    SimulatedHosts(KubernetesClient client, String bootstrapServers) {
        this.client = client;
        registerNode();
        consumer = topologyFromNow(bootstrapServers);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
        watch = client.pods()
                .inNamespace("default")
                .withField("spec.nodeName", NODE)
                .watch(new Watcher<Pod>() {
                    @Override
                    public void eventReceived(Action action, Pod pod) {
                        executor.execute(() -> run(action, pod));
                    }

                    @Override
                    public void onClose(WatcherException cause) {}
                });
        executor.execute(this::answer);
        executor.execute(this::beat);
    }

    /** Reads every partition from its end; assigned rather than subscribed, so that nothing is missed while a group forms. */
    private static KafkaConsumer<String, byte[]> topologyFromNow(String bootstrapServers) {
        var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new ByteArrayDeserializer());
        var partitions = consumer.partitionsFor(Topics.WORLD_TOPOLOGY).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return consumer;
    }

    /** The node's Ready condition is a lease of 40 s: one heartbeat each ten seconds keeps its pods. */
    private void beat() {
        while (!closed) {
            declareReady();
            Await.pause(HEARTBEAT_MS);
        }
    }

    private void registerNode() {
        client.resource(new NodeBuilder()
                        .withNewMetadata()
                        .withName(NODE)
                        .endMetadata()
                        .build())
                .create();
        declareReady();
        client.nodes()
                .withName("local")
                .edit(node -> new NodeBuilder(node)
                        .editSpec()
                        .withUnschedulable(true)
                        .endSpec()
                        .build());
    }

    private void declareReady() {
        var capacity =
                Map.of("cpu", new Quantity("4000"), "memory", new Quantity("4000Gi"), "pods", new Quantity("9000"));
        client.nodes()
                .withName(NODE)
                .editStatus(node -> new NodeBuilder(node)
                        .withNewStatus()
                        .withCapacity(capacity)
                        .withAllocatable(capacity)
                        .addNewCondition()
                        .withType("Ready")
                        .withStatus("True")
                        .withLastHeartbeatTime(Instant.now().toString())
                        .endCondition()
                        .endStatus()
                        .build());
    }

    private void run(Watcher.Action action, Pod pod) {
        var pods =
                client.pods().inNamespace("default").withName(pod.getMetadata().getName());
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            pods.withGracePeriod(0).delete();
        } else if (action == Watcher.Action.ADDED) {
            var status = new PodStatusBuilder()
                    .withPhase("Running")
                    .withPodIP("127.0.0.9")
                    .addNewCondition()
                    .withType("Ready")
                    .withStatus("True")
                    .endCondition()
                    .build();
            pods.subresource("status")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(Map.of("status", status)));
        }
    }

    private void answer() {
        while (!closed) {
            poll();
        }
        consumer.close();
    }

    private void poll() {
        try {
            for (var record : consumer.poll(Duration.ofMillis(50))) {
                if (record.value() != null) {
                    publish(record.value());
                }
            }
        } catch (InterruptException | WakeupException e) {
            closed = true; // the end of the measurement
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a lost sample shows as a world that never gets ready
    private void publish(byte[] payload) {
        try {
            var topology = MessageCodec.decode(payload, TopologyMessage.class);
            for (var host : topology.hosts()) {
                var cells = topology.cells().stream()
                        .filter(cell -> cell.host().equals(host.name()))
                        .map(cell -> new CellSample(cell.id(), cell.epoch(), CellState.RUNNING, 0, 0, 0, 0))
                        .toList();
                var sample = new HostTelemetry(
                        topology.world(),
                        host.name(),
                        host.incarnation(),
                        "simulated",
                        topology.revision(),
                        Instant.now(),
                        0,
                        cells);
                producer.send(new ProducerRecord<>(
                        Topics.CELL_TELEMETRY, topology.world().key(), MessageCodec.encode(sample)));
            }
        } catch (MalformedMessageException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        watch.close();
        executor.shutdownNow();
        producer.close();
        client.nodes()
                .withName("local")
                .edit(node -> new NodeBuilder(node)
                        .editSpec()
                        .withUnschedulable(false)
                        .endSpec()
                        .build());
        client.nodes().withName(NODE).delete();
    }
}
