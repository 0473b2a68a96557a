package io.fleetforge.bots;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.fleetforge.contracts.geometry.Bounds;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BotsTest {

    /** Longer than the time between two lines of progress, far shorter than the run. */
    private static final Duration SOON = Duration.ofSeconds(20);

    private static final Duration RUN = Duration.ofMinutes(10);

    @Test
    void shouldEndTheRunWhenProgressThrows() {
        try (var http = HttpClient.newHttpClient()) {
            var directory = new HostDirectory(http, Optional::empty, "default/starter", "none");
            var bots = new Bots(
                    http,
                    directory,
                    line -> {
                        throw new AssertionError("the reader has gone");
                    },
                    BotListener.none());
            var crowd = new Bots.Crowd(
                    3,
                    CrowdPattern.WANDER,
                    RUN,
                    new Bounds(0, 100, 0, 100),
                    1,
                    new BotBehaviour(Duration.ofMillis(500), 0, 0, RUN));

            assertTimeoutPreemptively(
                    SOON, () -> assertThatThrownBy(() -> bots.run(crowd)).hasMessage("the reader has gone"));
        }
    }
}
