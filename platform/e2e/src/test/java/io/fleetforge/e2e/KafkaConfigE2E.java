package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.testing.TestPlatform;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The effective configuration of the Kafka clients of the running services, from their logs. */
class KafkaConfigE2E {

    private final TestPlatform platform = TestPlatform.shared();
    private final Worlds worlds = new Worlds(platform);
    private final Services services = new Services(platform);
    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void shouldUseDurableProducersOnEveryChannelDeadLettersIncluded() throws Exception {
        worlds.apply("configured", 1, 1);
        worlds.awaitReady("configured");
        var pods = new ArrayList<Pod>(worlds.hosts("configured"));
        List.of("fleetforge-controller", "fleetforge-alert-router", "fleetforge-backup", "fleetforge-chaos")
                .forEach(app -> pods.add(services.pods(app).getFirst()));

        for (var pod : pods) {
            var log = services.log(pod);
            var producers = clients(log, "kafka producer of channel ");
            assertThat(producers)
                    .as("producers of %s", pod.getMetadata().getName())
                    .anySatisfy(client -> assertThat(client).contains("client.id=kafka-dead-letter"))
                    .allSatisfy(client -> assertThat(client).contains(" acks=-1 ", " enable.idempotence=true "));
            assertThat(clients(log, "kafka consumer of channel "))
                    .as("consumers of %s", pod.getMetadata().getName())
                    .isNotEmpty()
                    .allSatisfy(client -> assertThat(client)
                            .contains(" enable.auto.commit=false", " allow.auto.create.topics=false"));
        }
        worlds.delete("configured");
    }

    /** The configuration that Kafka logs, one text per client. */
    private List<String> clients(String log, String title) throws Exception {
        var clients = new ArrayList<String>();
        for (var line : log.split("\n")) {
            if (line.contains(title)) {
                clients.add(mapper.readTree(line).path("message").asText());
            }
        }
        return clients;
    }
}
