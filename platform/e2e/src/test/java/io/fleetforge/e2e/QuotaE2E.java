package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fleetforge.testing.TestPlatform;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A quota that admits one of two hosts. */
@LongScenario
class QuotaE2E {

    private static final String NAMESPACE = "quota";
    private static final String QUOTA = "one-pod";
    private static final Duration WINDOW = Duration.ofSeconds(30);
    /** At 0, 5, 15 and 35 s. */
    private static final long ATTEMPTS = 4;

    private final TestPlatform platform = TestPlatform.shared();
    private final Worlds worlds = new Worlds(platform, NAMESPACE);

    @BeforeEach
    void limitTheNamespace() {
        platform.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        platform.client()
                .resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName(QUOTA)
                        .endMetadata()
                        .withNewSpec()
                        .addToHard("pods", new Quantity("1"))
                        .endSpec()
                        .build())
                .create();
    }

    @AfterEach
    void removeTheNamespace() {
        platform.client().namespaces().withName(NAMESPACE).delete();
    }

    @Test
    void shouldRetrySeldomAndRunTheAdmittedHostUntilTheQuotaAdmitsTheOther() throws IOException {
        var mark = platform.audit().mark();
        worlds.apply("half", 4, 2);
        await("the world names host and quota").atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            var status = worlds.get("half").getStatus();
            assertThat(status).isNotNull();
            assertThat(status.readyCells()).isEqualTo(2);
            assertThat(status.condition("Degraded").getReason()).isEqualTo("HostRefused");
            assertThat(status.condition("Degraded").getMessage()).contains("host half-", "exceeded quota: " + QUOTA);
        });
        var before = worlds.topology("half").getSpec();

        await("refused attempts")
                .pollDelay(WINDOW)
                .atMost(WINDOW.plusSeconds(10))
                .until(() -> true);

        assertThat(platform.audit().refused("create", "pods", NAMESPACE, mark)).isBetween(2L, ATTEMPTS);
        assertThat(worlds.topology("half").getSpec()).as("no epoch per attempt").isEqualTo(before);
        assertThat(refusals()).singleElement().satisfies(event -> {
            assertThat(event.getMessage()).contains("exceeded quota: " + QUOTA);
            assertThat(event.getCount()).isGreaterThan(1);
        });
        platform.client()
                .resourceQuotas()
                .inNamespace(NAMESPACE)
                .withName(QUOTA)
                .delete();
        worlds.awaitReady("half", Duration.ofSeconds(60));
        worlds.delete("half");
    }

    private List<Event> refusals() {
        return platform.client().v1().events().inNamespace(NAMESPACE).list().getItems().stream()
                .filter(event -> event.getReason().equals("HostRefused"))
                .toList();
    }
}
