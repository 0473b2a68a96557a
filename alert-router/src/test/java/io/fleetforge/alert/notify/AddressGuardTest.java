package io.fleetforge.alert.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    private final AddressGuard guard = new AddressGuard(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "169.254.169.254",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "::1",
                "fe80::1",
                "fc00::1",
                "::ffff:127.0.0.1"
            })
    void shouldRefuseAddressThatIsNotPublic(String address) {
        assertThatThrownBy(() -> guard.resolve(address))
                .isInstanceOf(UndeliveredException.class)
                .hasMessageContaining("allowed-networks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "8.8.8.8", "100.128.0.1", "2606:4700::1111"})
    void shouldAllowPublicAddress(String address) throws Exception {
        assertThat(guard.isAllowed(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void shouldAllowConfiguredNetworkOnly() throws Exception {
        var allowing = new AddressGuard(List.of("10.20.0.0/15"));

        assertThat(allowing.isAllowed(InetAddress.getByName("10.21.255.1"))).isTrue();
        assertThat(allowing.isAllowed(InetAddress.getByName("10.22.0.1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost/8", "10.0.0.0/33", "10.0.0.0/x", "evil.example"})
    void shouldRefuseInvalidNetwork(String text) {
        assertThatThrownBy(() -> new AddressGuard(List.of(text))).isInstanceOf(IllegalArgumentException.class);
    }
}
