package io.fleetforge.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceAddressesTest {

    private static final List<String> HOSTS = List.of(
            "127.0.0.1 localhost machine",
            "127.9.0.2 controller-service controller-service.fleetforge-system",
            "127.9.0.3 alert-router alert-router.fleetforge-system");

    @Test
    void shouldConnectCurlToPodsAndPrograms() {
        var options = ServiceAddresses.of(HOSTS, Map.of("prometheus:9090", "127.0.0.1:40001"))
                .curlOptions();

        assertThat(options)
                .contains(
                        "controller-service::127.9.0.2:",
                        "controller-service.fleetforge-system::127.9.0.2:",
                        "fleetforge-controller::127.9.0.2:",
                        "alert-router::127.9.0.3:",
                        "prometheus:9090:127.0.0.1:40001")
                .noneMatch(option -> option.contains("localhost"));
        assertThat(options.getLast().split(",")).contains("prometheus", "controller-service", "alert-router");
    }
}
