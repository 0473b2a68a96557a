package io.fleetforge.contracts.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PlayAddressTest {

    @Test
    void shouldOpenASocketAtEitherFormOfAnAddress() {
        assertThat(PlayAddress.socket("10.0.0.7:8081")).hasToString("ws://10.0.0.7:8081/api/v1/play");
        assertThat(PlayAddress.socket("http://203.0.113.5:8081")).hasToString("ws://203.0.113.5:8081/api/v1/play");
        assertThat(PlayAddress.socket("https://play.example.org/default/arena-0"))
                .hasToString("wss://play.example.org/default/arena-0/api/v1/play");
    }

    @Test
    void shouldReachRestAtEitherFormOfAnAddress() {
        assertThat(PlayAddress.rest("10.0.0.7:8081")).hasToString("http://10.0.0.7:8081");
        assertThat(PlayAddress.rest("https://play.example.org/default/arena-0"))
                .hasToString("https://play.example.org/default/arena-0");
    }

    @Test
    void shouldRefuseAnotherScheme() {
        assertThatThrownBy(() -> PlayAddress.socket("ftp://play.example.org"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ftp://play.example.org");
    }
}
