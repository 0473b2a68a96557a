package io.fleetforge.cell.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlayerServerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/play",
                "/api/v1/sessions",
                "/api/v1/sessions/0b8f0f5e-3c6f-4d3b-9c53-0a6b8f0d1e2f",
                "/api/v1/sessions/0b8f0f5e-3c6f-4d3b-9c53-0a6b8f0d1e2f/resume",
                "/api/v1/sessions/0b8f0f5e-3c6f-4d3b-9c53-0a6b8f0d1e2f/position"
            })
    void shouldLetPlayersThrough(String path) {
        assertThat(PlayerServer.isOfPlayers(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/metrics",
                "/q/health",
                "/api/v1/cells",
                "/api/v1/playground",
                "/api/v1/sessions/../cells",
                "/api/v1/sessions/%2e%2e/cells",
                "/api/v1/sessions/a/../../cells",
                "/api/v1/sessions;/../cells",
                "//metrics",
                "/api/v1/play\n/metrics"
            })
    void shouldRefuseEverythingElse(String path) {
        assertThat(PlayerServer.isOfPlayers(path)).isFalse();
    }
}
