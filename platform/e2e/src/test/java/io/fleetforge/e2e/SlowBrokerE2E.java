package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fleetforge.contracts.lease.HostLease;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.testing.TestPlatform;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A host ends in order while the broker is suspended: it cannot know what of its records lands. */
@LongScenario
class SlowBrokerE2E {

    private final TestPlatform platform = TestPlatform.shared();
    private final Worlds worlds = new Worlds(platform);
    private final Services services = new Services(platform);

    @Test
    void shouldKeepTheLeaseOfAHostThatEndsWithRecordsInFlight() throws Exception {
        worlds.apply("slow-log", 1, 1, Map.of(Labels.SCALING_PAUSED, "true"));
        worlds.awaitReady("slow-log");
        var players = new Players(worlds, services, "slow-log");
        var ann = players.join("ann", 10);
        var incarnation = lease().incarnation();
        var process = ProcessHandle.of(Services.pid(worlds.hosts("slow-log").getFirst()))
                .orElseThrow();
        signal("STOP");
        try {
            platform.kubectl().require("delete", "pod", "slow-log-0", "--wait=false");
            await("the host has ended").atMost(Duration.ofSeconds(90)).until(() -> !process.isAlive());
            await("its replacement waits for the Lease, which is not released")
                    .during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(lease()).satisfies(lease -> {
                        assertThat(lease.incarnation()).isEqualTo(incarnation);
                        assertThat(lease.holder()).isPresent();
                    }));
        } finally {
            signal("CONT");
        }
        await("the session continues on the replacement")
                .atMost(Duration.ofSeconds(90))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(players.view(ann).statusCode()).isEqualTo(200));
        assertThat(lease().incarnation())
                .as("the Lease was preempted, not released")
                .isGreaterThan(incarnation);
        worlds.delete("slow-log");
    }

    private HostLease lease() {
        return HostLease.of(platform.client()
                .leases()
                .inNamespace(Worlds.NAMESPACE)
                .withName("slow-log-0")
                .get());
    }

    private void signal(String signal) throws IOException, InterruptedException {
        var broker = platform.platform().broker().processes().running("kafka").orElseThrow();
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(broker.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }
}
