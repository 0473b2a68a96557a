package io.fleetforge.cell.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireFormatTest {

    @ParameterizedTest
    @CsvSource({
        ", , BINARY",
        ", mode=json, JSON",
        ", a=b&mode=json, JSON",
        ", mode=jsonx, BINARY",
        "fleetforge.json.v1, , JSON",
        "fleetforge.v1, , BINARY",
        "fleetforge.v1, mode=json, BINARY",
        "fleetforge.json.v1, mode=binary, JSON"
    })
    void shouldFollowTheNegotiatedSubprotocol(String subprotocol, String query, WireFormat expected) {
        assertThat(WireFormat.of(subprotocol, query)).isEqualTo(expected);
    }
}
