package io.fleetforge.runtime.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class HeaderGuardTest {

    @Test
    void shouldKeepOnlyHeadersThatCannotSteerOutgoingRecords() {
        var headers = new RecordHeaders();
        for (var name : new String[] {
            "REPLY_TOPIC",
            "reply_partition",
            "dead-letter-topic",
            "Dead-Letter-Reason",
            "ce_type",
            "correlation-id",
            "REPLY_TOPIC"
        }) {
            headers.add(name, new byte[] {1});
        }

        HeaderGuard.strip(headers);

        assertThat(Arrays.stream(headers.toArray()).map(Header::key)).containsExactly("ce_type", "correlation-id");
    }
}
