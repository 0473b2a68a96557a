package io.fleetforge.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void shouldReturnAnotherPortWhenOneIsInUse() throws IOException {
        try (var used = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = used.getLocalPort();

            var ports = Ports.preferring(List.of(port, port));

            assertThat(ports).hasSize(2).doesNotHaveDuplicates().doesNotContain(port);
        }
    }

    @Test
    void shouldReturnThePreferredPortWhenItIsFree() {
        var free = Ports.free(1);

        assertThat(Ports.preferring(free)).isEqualTo(free);
    }
}
