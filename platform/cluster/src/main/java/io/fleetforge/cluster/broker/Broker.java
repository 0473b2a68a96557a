package io.fleetforge.cluster.broker;

import io.fleetforge.cluster.Await;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.Ports;
import io.fleetforge.cluster.StateFiles;
import io.fleetforge.cluster.process.Captured;
import io.fleetforge.cluster.process.ProcessTable;
import io.fleetforge.cluster.process.ProcessTable.Launch;
import io.fleetforge.contracts.topic.TopicDeclaration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;

/** One Kafka broker in KRaft mode in a JVM of its own, on loopback. Topics are created from the declaration only. */
public final class Broker implements AutoCloseable {

    private static final String NAME = "kafka";
    private static final Duration READY = Duration.ofSeconds(60);
    private static final Duration GRACE = Duration.ofSeconds(15);

    /** Ports of a run, stored for adoption. */
    public record Endpoints(int broker, int controller) {

        String bootstrapServers() {
            return "127.0.0.1:" + broker;
        }
    }

    private final Path folder;
    private final Path classpath;
    private final Endpoints endpoints;
    private final ProcessTable processes;

    private Broker(Path folder, Path classpath, Endpoints endpoints) {
        this.folder = folder;
        this.classpath = classpath;
        this.endpoints = endpoints;
        this.processes = new ProcessTable(folder.resolve("processes"));
    }

    /**
     * Starts the broker, or adopts the one that runs for this folder, and returns when it answers.
     *
     * @param classpath folder with the broker's jars
     */
    public static Broker start(Path folder, Path classpath) {
        if (!Files.isDirectory(classpath)) {
            throw new PlatformException("the broker's jars are missing in " + classpath + "; build first");
        }
        StateFiles.createFolder(folder);
        var file = folder.resolve("endpoints.json");
        var endpoints = StateFiles.readJson(file, Endpoints.class).orElseGet(() -> {
            var ports = Ports.free(2);
            return new Endpoints(ports.get(0), ports.get(1));
        });
        StateFiles.writeJson(file, endpoints);
        var broker = new Broker(folder, classpath, endpoints);
        broker.startProcess();
        broker.awaitReady();
        return broker;
    }

    /** As {@link #bootstrapServers()}, of the broker whose state is in {@code folder}; empty before its first start. */
    public static Optional<String> bootstrapServers(Path folder) {
        return StateFiles.readJson(folder.resolve("endpoints.json"), Endpoints.class)
                .map(Endpoints::bootstrapServers);
    }

    public String bootstrapServers() {
        return endpoints.bootstrapServers();
    }

    public ProcessTable processes() {
        return processes;
    }

    /** Creates the declared topics that do not exist. */
    public void createTopics(TopicDeclaration declaration) {
        try (var admin = admin()) {
            var topics = declaration.topics().stream()
                    .map(topic -> new NewTopic(
                                    topic.name(),
                                    topic.partitions(),
                                    declaration.defaults().replicationFactor())
                            .configs(topic.config()))
                    .toList();
            for (var created : admin.createTopics(topics).values().entrySet()) {
                try {
                    created.getValue().get(READY.toSeconds(), TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new PlatformException("cannot create topic " + created.getKey() + ": " + e.getCause(), e);
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new PlatformException("interrupted");
                } catch (TimeoutException e) {
                    throw new PlatformException("creating topic " + created.getKey() + " timed out", e);
                }
            }
        }
    }

    /** Stops the broker; {@link #restart} starts it on the same port with the same data. */
    public boolean stop() {
        return processes.stop(NAME, GRACE);
    }

    public void kill() {
        processes.kill(NAME);
    }

    public void restart() {
        startProcess();
        awaitReady();
    }

    private void startProcess() {
        if (processes.running(NAME).isPresent()) {
            return;
        }
        var properties = folder.resolve("server.properties");
        var data = folder.resolve("data");
        StateFiles.write(properties, String.format(Locale.ROOT, """
                process.roles=broker,controller
                node.id=1
                controller.quorum.bootstrap.servers=127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
                log.dirs=%3$s
                auto.create.topics.enable=false
                num.network.threads=2
                num.io.threads=4
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                log.message.timestamp.type=CreateTime
                """, endpoints.broker(), endpoints.controller(), data));
        if (!Files.isRegularFile(data.resolve("meta.properties"))) {
            format(properties);
        }
        processes.start(new Launch(
                NAME, java("kafka.Kafka", properties.toString()), environment(), folder.resolve("work"), log()));
    }

    private void format(Path properties) {
        var command = java(
                "kafka.tools.StorageTool",
                "format",
                "--standalone",
                "--cluster-id",
                Uuid.randomUuid().toString(),
                "--config",
                properties.toString());
        var format = Captured.of(new ProcessBuilder(command), READY);
        if (format.exitCode() != 0) {
            throw new PlatformException("kafka storage format failed: " + format.output());
        }
    }

    /** In a fixed locale: Kafka names its segment files by the default one. */
    private List<String> java(String mainClass, String... arguments) {
        var command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms192m",
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Duser.language=en",
                "-Duser.country=US",
                "-cp",
                classpath + "/*",
                mainClass));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Map<String, String> environment() {
        return Map.of("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    }

    private Path log() {
        return folder.resolve("logs/kafka.log");
    }

    private Admin admin() {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                20000));
    }

    private void awaitReady() {
        Await.until("the broker's port", READY, this::listens, () -> ProcessTable.tail(log()));
        try (var admin = admin()) {
            Await.until(
                    "the broker's readiness",
                    READY,
                    () -> !admin.describeCluster()
                            .nodes()
                            .get(2, TimeUnit.SECONDS)
                            .isEmpty(),
                    () -> ProcessTable.tail(log()));
        }
    }

    private boolean listens() throws IOException {
        if (processes.running(NAME).isEmpty()) {
            throw new PlatformException("the broker ended at start; " + ProcessTable.tail(log()));
        }
        try (var socket = new java.net.Socket()) {
            socket.connect(new java.net.InetSocketAddress("127.0.0.1", endpoints.broker()), 500);
            return true;
        }
    }

    @Override
    public void close() {
        stop();
    }
}
