package io.fleetforge.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fleetforge.contracts.play.ClientMessage;
import io.fleetforge.contracts.play.ServerMessage.Delta;
import io.fleetforge.contracts.play.ServerMessage.Joined;
import io.fleetforge.contracts.play.ServerMessage.Redirect;
import io.fleetforge.testing.TestPlatform;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Two players whose cells run on two hosts see each other, and one who crosses is redirected to the other host. */
class GhostE2E {

    private static final String WORLD = "sight";

    private final Worlds worlds = new Worlds(TestPlatform.shared());

    @Test
    void shouldShowGhostsOfTheOtherHostAndRedirectAPlayerWhoCrosses() throws Exception {
        worlds.apply(WORLD, 2, 1);
        worlds.awaitReady(WORLD);
        var west = address(WORLD + "-0");
        var east = address(WORLD + "-1");

        try (var ann = PlayerSocket.binary(west);
                var bob = PlayerSocket.binary(east)) {
            var joined = ann.join("ann", 490, 500);
            bob.join("bob", 520, 500);
            ann.awaitPosition("bob", 520, 500);
            bob.awaitPosition("ann", 490, 500);

            bob.send(new ClientMessage.Move(1, 530, 510));
            ann.awaitPosition("bob", 530, 510);

            ann.send(new ClientMessage.Move(1, 510, 500));
            var redirect = ann.next(Redirect.class);
            assertThat(redirect.host()).isEqualTo(WORLD + "-1");
            assertThat(redirect.address()).isEqualTo(east + ":8081");
            try (var crossed = resumed(redirect)) {
                assertThat(crossed.next(Joined.class).session()).isEqualTo(joined.session());
                crossed.awaitPosition("bob", 530, 510);
                assertThat(crossed.next(Delta.class, delta -> delta.position() != null)
                                .position()
                                .cell())
                        .isNotEqualTo(joined.cell());
                bob.awaitPosition("ann", 510, 500);

                crossed.send(new ClientMessage.Leave());
                bob.awaitRemoved("ann");
            }
        }
        worlds.delete(WORLD);
    }

    /** The handoff may be applied after the player connects. */
    private static PlayerSocket resumed(Redirect redirect) {
        return await("the session arrives")
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(
                        () -> {
                            var socket = PlayerSocket.binary(redirect.address().split(":")[0]);
                            socket.send(new ClientMessage.Resume(redirect.token()));
                            socket.next(Joined.class, Duration.ofSeconds(2));
                            return socket;
                        },
                        Objects::nonNull);
    }

    private String address(String host) {
        return worlds.hosts(WORLD).stream()
                .filter(pod -> pod.getMetadata().getName().equals(host))
                .findFirst()
                .orElseThrow()
                .getStatus()
                .getPodIP();
    }
}
