package io.fleetforge.contracts.asyncapi;

import io.fleetforge.contracts.names.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A service that sends to a topic or receives from it.
 *
 * @param service name of its module
 * @param traced whether the records carry the trace context; of no meaning for {@link Action#RECEIVE}
 */
record Flow(String service, Action action, String topic, boolean traced) {

    enum Action {
        SEND,
        RECEIVE;

        String verb() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Pattern CHANNEL = Pattern.compile("mp\\.messaging\\.(incoming|outgoing)\\.([^.]+)\\.topic");

    /** Topics that cell hosts read with consumers of their own, which no channel configures. */
    private static final List<String> READ_BY_CELL_HOSTS = List.of(
            Topics.CELL_SESSIONS,
            Topics.CELL_HANDOFFS,
            Topics.CELL_CHECKPOINTS,
            Topics.CELL_GHOSTS,
            Topics.SESSION_KEYS);

    /** Topics that the fenced producer of cell hosts sends to, without trace context; the controller removes old records of them. */
    private static final List<String> SENT_BY_CELL_HOSTS =
            List.of(Topics.CELL_SESSIONS, Topics.CELL_HANDOFFS, Topics.CELL_CHECKPOINTS);

    /** The channels that the {@code application.properties} of the services under {@code root} configure. */
    static List<Flow> read(Path root) throws IOException {
        var flows = new ArrayList<Flow>();
        try (var modules = Files.list(root)) {
            for (var module : modules.sorted().toList()) {
                var file = module.resolve("src/main/resources/application.properties");
                if (Files.exists(file)) {
                    var properties = new Properties();
                    try (var in = Files.newBufferedReader(file)) {
                        properties.load(in);
                    }
                    flows.addAll(of(module.getFileName().toString(), properties));
                }
            }
        }
        SENT_BY_CELL_HOSTS.forEach(topic -> flows.add(new Flow("cell-service", Action.SEND, topic, false)));
        SENT_BY_CELL_HOSTS.forEach(topic -> {
            flows.add(new Flow("controller-service", Action.RECEIVE, topic, false));
            flows.add(new Flow("controller-service", Action.SEND, topic, false));
        });
        READ_BY_CELL_HOSTS.forEach(topic -> flows.add(new Flow("cell-service", Action.RECEIVE, topic, false)));
        return List.copyOf(flows);
    }

    private static List<Flow> of(String service, Properties properties) {
        return properties.stringPropertyNames().stream()
                .sorted()
                .map(CHANNEL::matcher)
                .filter(matcher -> matcher.matches())
                .flatMap(channel -> {
                    var prefix = channel.group().replaceFirst("topic$", "");
                    var topic = properties.getProperty(channel.group());
                    var traced = Boolean.parseBoolean(properties.getProperty(prefix + "tracing-enabled", "true"));
                    return channel.group(1).equals("outgoing")
                            ? Stream.of(new Flow(service, Action.SEND, topic, traced))
                            : Stream.of(
                                    new Flow(service, Action.RECEIVE, topic, traced),
                                    new Flow(
                                            service,
                                            Action.SEND,
                                            properties.getProperty(prefix + "dead-letter-queue.topic"),
                                            false));
                })
                .toList();
    }
}
