package io.fleetforge.runtime.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionLimitTest {

    private static final String PROPERTY = "quarkus.http.limits.max-connections";

    @ParameterizedTest
    @CsvSource({"1048576, 20000", "20000, 16000", "4096, 3277", "1024, 512", "256, 64", "-1, 64"})
    void shouldLeaveFilesForAllElse(long files, String connections) {
        assertThat(new ConnectionLimit(files).getValue(PROPERTY)).isEqualTo(connections);
    }

    @Test
    void shouldBeTheDefaultOfEveryService() {
        assertThat(ConfigProvider.getConfig().getValue(PROPERTY, Integer.class)).isBetween(64, ConnectionLimit.MOST);
        assertThat(new ConnectionLimit(0).getValue("other")).isNull();
    }
}
