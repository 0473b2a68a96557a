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
            await("the Lease is preempted, at the earliest when the host cannot act any longer, and never released")
                    .pollInterval(Duration.ofMillis(200))
                    .atMost(Duration.ofSeconds(150))
                    .until(() -> {
                        var lease = lease();
                        if (lease.incarnation() == incarnation) {
                            assertThat(lease.holder()).as("holder").isPresent();
                        }
                        return lease.incarnation() > incarnation;
                    });
        } finally {
            signal("CONT");
        }
        await("the session continues on the replacement")
                .atMost(Duration.ofSeconds(90))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(players.view(ann).statusCode()).isEqualTo(200));
        assertThat(process.isAlive()).isFalse();
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
