package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.contracts.lease.FencingTimes;
import io.fleetforge.contracts.lease.HostLease;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.e2e.Players.Player;
import io.fleetforge.testing.TestPlatform;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A host without a heartbeat is replaced once it must have self-fenced, and a host that may be replaced self-fences.
 */
class FencingE2E {

    private static final Duration REPLACED_WITHIN = Duration.ofSeconds(60);
    private static final Map<String, String> PAUSED = Map.of(Labels.SCALING_PAUSED, "true");

    private final TestPlatform platform = TestPlatform.shared();
    private final Worlds worlds = new Worlds(platform);
    private final Services services = new Services(platform);

    @Test
    @LongScenario
    void shouldReplaceASuspendedHostAndKeepEverySession() throws Exception {
        worlds.apply("still", 2, 2, PAUSED);
        worlds.awaitReady("still");
        var players = new Players(worlds, services, "still");
        var all = List.of(players.join("ann", 10), players.join("bob", 900));
        var pod = worlds.hosts("still").getFirst();
        var mark = platform.audit().mark();

        signal("STOP", pod);

        awaitSuccessor("still", pod);
        assertAllPlay(players, all);
        assertThat(lease("still-0"))
                .satisfies(lease -> assertThat(HostLease.of(lease).incarnation())
                        .isEqualTo(worlds.topology("still")
                                .getSpec()
                                .hosts()
                                .getFirst()
                                .incarnation()));
        assertThat(platform.audit().usersWho("update", "leases", "still-0"))
                .as("the controller preempted the lease")
                .contains(Services.CONTROLLER_USER);
        assertThat(platform.audit().writesOf(Services.CONTROLLER_USER, mark))
                .as("record before pod")
                .containsSubsequence("update worldtopologies  still", "delete pods  still-0", "create pods  still-0");
        worlds.delete("still");
    }

    @Test
    void shouldRecoverAHostAfterAForcedPodDeletion() throws Exception {
        worlds.apply("forced-out", 2, 2, PAUSED);
        worlds.awaitReady("forced-out");
        var players = new Players(worlds, services, "forced-out");
        var all = List.of(players.join("ann", 10), players.join("bob", 900));
        var pod = worlds.hosts("forced-out").getFirst();

        platform.kubectl().require("delete", "pod", "forced-out-0", "--force", "--grace-period=0");

        awaitSuccessor("forced-out", pod);
        assertAllPlay(players, all);
        worlds.delete("forced-out");
    }

    @Test
    @LongScenario
    void shouldContinueWithoutTheApiServerAndSelfFenceWithoutApiServerAndKafka() throws Exception {
        worlds.apply("cut-off", 2, 2, PAUSED);
        worlds.awaitReady("cut-off");
        var players = new Players(worlds, services, "cut-off");
        var ann = players.join("ann", 10);
        var pod = worlds.hosts("cut-off").getFirst();
        var hostPlayers = Players.at(pod, services);
        var controlPlane = platform.platform().controlPlane();

        controlPlane.killApiServer();
        try {
            await("longer than a host stays active without a heartbeat")
                    .pollDelay(FencingTimes.RENEW_DEADLINE.multipliedBy(2))
                    .atMost(FencingTimes.RENEW_DEADLINE.multipliedBy(3))
                    .until(() -> true);
            assertThat(hostPlayers.move(ann, 20).statusCode())
                    .as("its heartbeats over Kafka continue")
                    .isEqualTo(200);
            platform.platform().broker().stop();
            await("it may be replaced now, for all it knows")
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> {
                        var refused = hostPlayers.move(ann, 30);
                        assertThat(refused.statusCode()).isEqualTo(503);
                        assertThat(refused.body()).contains("fenced");
                        assertThat(refused.headers().firstValue("Retry-After")).contains("2");
                    });
        } finally {
            platform.platform().broker().restart();
            controlPlane.restartApiServer();
        }
        await("its lease is renewed, not preempted")
                .atMost(REPLACED_WITHIN)
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(hostPlayers.move(ann, 20).statusCode()).isEqualTo(200));
        await("a controller leads again")
                .atMost(REPLACED_WITHIN)
                .ignoreExceptions()
                .until(() -> {
                    services.awaitLeading();
                    return true;
                });
        worlds.awaitReady("cut-off", REPLACED_WITHIN);
        assertThat(worlds.hosts("cut-off").getFirst().getMetadata().getUid())
                .as("it was not replaced")
                .isEqualTo(pod.getMetadata().getUid());
        worlds.delete("cut-off");
    }

    @Test
    void shouldAllowAHostToWriteItsOwnLeaseOnly() {
        worlds.apply("own-lease", 2, 1, PAUSED);
        worlds.awaitReady("own-lease");
        var token = platform.client()
                .serviceAccounts()
                .inNamespace("default")
                .withName("fleetforge-cell-host")
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(600L)
                        .withNewBoundObjectRef("v1", "Pod", "own-lease-0", uid("own-lease-0"))
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
        try (var host = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(platform.platform().controlPlane().clientConfig(token))
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build()) {
            var others = lease("own-lease-1");
            var refusal = catchThrowableOfType(
                    KubernetesClientException.class,
                    () -> host.resource(HostLease.next(
                                    others, 99, "thief", others.getSpec().getRenewTime()))
                            .update());
            var pods = catchThrowableOfType(
                    KubernetesClientException.class,
                    () -> host.pods().inNamespace("default").list());

            assertThat(refusal.getMessage()).contains("the Lease of its own name only");
            assertThat(pods.getCode()).isEqualTo(403);
            await("its own, between two renewals of the host")
                    .atMost(Duration.ofSeconds(10))
                    .ignoreExceptions()
                    .until(() -> {
                        var own = lease("own-lease-0");
                        var holder = HostLease.of(own).holder().orElseThrow();
                        host.resource(HostLease.next(
                                        own, 1, holder, own.getSpec().getRenewTime()))
                                .update();
                        return true;
                    });
        }
        worlds.delete("own-lease");
    }

    private void awaitSuccessor(String world, Pod before) {
        await("another pod at a later incarnation")
                .atMost(REPLACED_WITHIN)
                .untilAsserted(() -> assertThat(worlds.hosts(world))
                        .singleElement()
                        .satisfies(pod -> {
                            assertThat(pod.getMetadata().getUid())
                                    .isNotEqualTo(before.getMetadata().getUid());
                            assertThat(Services.ready(pod)).isTrue();
                        }));
        worlds.awaitReady(world, REPLACED_WITHIN);
    }

    private static void assertAllPlay(Players players, List<Player> all) throws Exception {
        for (var player : all) {
            assertThat(players.move(player, player.x()).statusCode())
                    .as("%s plays on", player.name())
                    .isEqualTo(200);
        }
    }

    private Lease lease(String host) {
        return platform.client().leases().inNamespace("default").withName(host).get();
    }

    private String uid(String pod) {
        return platform.client()
                .pods()
                .inNamespace("default")
                .withName(pod)
                .get()
                .getMetadata()
                .getUid();
    }

    private static void signal(String signal, Pod pod) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + signal, Long.toString(Services.pid(pod))).start();
        assertThat(kill.waitFor()).isZero();
    }
}
