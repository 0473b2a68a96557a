package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.testing.TestPlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the Kafka clients of the running services really use, read from what they printed when they were made. */
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
            var producers = configs(log, "ProducerConfig values");
            assertThat(producers)
                    .as("producers of %s", pod.getMetadata().getName())
                    .isNotEmpty();
            assertThat(producers)
                    .anySatisfy(config -> assertThat(value(config, "client.id")).contains("dead-letter"));
            assertThat(producers).allSatisfy(config -> {
                assertThat(value(config, "acks")).isEqualTo("-1");
                assertThat(value(config, "enable.idempotence")).isEqualTo("true");
            });
            assertThat(configs(log, "ConsumerConfig values")).allSatisfy(config -> {
                assertThat(value(config, "enable.auto.commit")).isEqualTo("false");
                assertThat(value(config, "allow.auto.create.topics")).isEqualTo("false");
            });
        }
        worlds.delete("configured");
    }

    private List<String> configs(String log, String title) throws Exception {
        var configs = new ArrayList<String>();
        for (var line : log.split("\n")) {
            if (line.contains(title)) {
                configs.add(mapper.readTree(line).path("message").asText());
            }
        }
        return configs;
    }

    private static String value(String config, String key) {
        var found = Pattern.compile("\\s" + Pattern.quote(key) + " = ([^\n]*)").matcher(config);
        assertThat(found.find()).as("%s in %s", key, config).isTrue();
        return found.group(1).strip();
    }
}
