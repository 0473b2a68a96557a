package io.fleetforge.runtime.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    private static final String CANARY = "CANARY1234567";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer CANARY1234567",
                "refused: bearer CANARY1234567== from 127.0.0.1",
                "Basic CANARY1234567=",
                "{\"type\":\"resume\",\"token\":\"CANARY1234567\"}",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJDQU5BUlkxMjM0NTY3In0.CANARY1234567CANARY1234567",
                "jaas.config=Plain username=\"a\" password=\"CANARY1234567\";",
                "https://user:CANARY1234567@hooks.example/x",
                "api_key=CANARY1234567&x=1",
                "FLEETFORGE_CELL_SESSION_KEY=CANARY1234567",
                "client-secret: CANARY1234567",
                "Cookie: CANARY1234567",
                "Cookie: theme=dark; session=CANARY1234567",
                "Set-Cookie: id=CANARY1234567; Path=/",
                "Authorization: ApiKey CANARY1234567",
                "body was {\\\"token\\\":\\\"CANARY1234567\\\"}",
                "redis://:CANARY1234567@cache:6379"
            })
    void shouldRemoveSecrets(String text) {
        assertThat(Redaction.of(text)).doesNotContain(CANARY).contains(Redaction.MASK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.fleetforge.controller.messaging.TopologyPublisher is ready",
                "the token has expired",
                "secrets \"starter-session-key\" not found",
                "session 0d3adb5e-7d0c-4f0c-9c5e-0f4f1b2b3c4d of ann ends: OutsideWorld",
                "GET http://127.0.0.1:8080/api/v1/worlds took 3 ms",
                "https://hooks.example:8443/alerts"
            })
    void shouldLeaveEverythingElse(String text) {
        assertThat(Redaction.of(text)).isSameAs(text);
    }

    @Test
    void shouldRemoveSecretsFromMessageAndExceptionsOfALine() {
        var cause = new IllegalStateException("password=" + CANARY);
        var record = new ExtLogRecord(Level.WARNING, "call with Bearer %s failed", "test");
        record.setMessage("call with Bearer %s failed", ExtLogRecord.FormatStyle.PRINTF);
        record.setParameters(new Object[] {CANARY});
        record.setThrown(new IllegalArgumentException("no", cause));

        assertThat(new ConsoleFilter(20).isLoggable(record)).isTrue();

        assertThat(record.getFormattedMessage()).isEqualTo("call with Bearer " + Redaction.MASK + " failed");
        var thrown = record.getThrown();
        assertThat(thrown.toString()).isEqualTo("java.lang.IllegalArgumentException: no");
        assertThat(thrown.getCause().toString())
                .isEqualTo("java.lang.IllegalStateException: password=" + Redaction.MASK);
        assertThat(thrown.getCause().getStackTrace()).isEqualTo(cause.getStackTrace());
    }

    @Test
    void shouldRemoveSecretsFromSuppressedExceptions() {
        var failure = new IllegalStateException("no");
        failure.addSuppressed(new IllegalArgumentException("token=" + CANARY));

        var redacted = RedactedException.of(failure);

        assertThat(redacted.getSuppressed())
                .singleElement()
                .asString()
                .isEqualTo("java.lang.IllegalArgumentException: token=" + Redaction.MASK);
    }

    @Test
    void shouldLeaveAnExceptionWithoutSecretsAsItIs() {
        var failure = new IllegalStateException("disk full");

        assertThat(RedactedException.of(failure)).isSameAs(failure);
    }
}
