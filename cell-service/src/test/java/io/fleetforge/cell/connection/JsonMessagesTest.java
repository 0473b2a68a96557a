package io.fleetforge.cell.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fleetforge.contracts.play.ClientMessage;
import io.fleetforge.contracts.play.RefusedFrameException;
import io.fleetforge.contracts.play.RefusedFrameException.Reason;
import io.fleetforge.contracts.play.ServerMessage.Close;
import io.fleetforge.contracts.play.ServerMessage.Delta;
import io.fleetforge.contracts.play.ServerMessage.Entered;
import io.fleetforge.contracts.play.ServerMessage.Fault;
import io.fleetforge.contracts.play.ServerMessage.Moved;
import io.fleetforge.contracts.play.ServerMessage.Position;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMessagesTest {

    @Test
    void shouldDecodeEveryClientMessage() throws Exception {
        assertThat(JsonMessages.decode("{\"type\":\"join\",\"player\":\"ann\",\"x\":1,\"y\":2.5}"))
                .isEqualTo(new ClientMessage.Join("ann", 1, 2.5));
        assertThat(JsonMessages.decode("{\"type\":\"resume\",\"token\":\"t\"}"))
                .isEqualTo(new ClientMessage.Resume("t"));
        assertThat(JsonMessages.decode("{\"type\":\"move\",\"seq\":3,\"x\":1,\"y\":2,\"@class\":\"x.Y\"}"))
                .isEqualTo(new ClientMessage.Move(3, 1, 2));
        assertThat(JsonMessages.decode("{\"type\":\"leave\"}")).isEqualTo(new ClientMessage.Leave());
        assertThat(JsonMessages.decode("{\"type\":\"ping\"}")).isEqualTo(new ClientMessage.Ping(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"leave\"} {\"type\":\"ping\"}", "{\"type\":\"leave\",\"type\":\"ping\"}"})
    void shouldRefuseWhatIsMoreThanOneMessage(String text) {
        assertThat(catchThrowableOfType(RefusedFrameException.class, () -> JsonMessages.decode(text))
                        .reason())
                .isEqualTo(Reason.BAD_JSON);
    }

    @Test
    void shouldEncodeEveryServerMessage() {
        var delta = new Delta(
                5,
                6,
                true,
                new Position("c1", 2),
                100,
                200,
                List.of(new Entered(0, "ann", 0, 0)),
                List.of(new Moved(1, 2, -3)),
                List.of(4));

        assertThat(JsonMessages.encode(delta))
                .isEqualTo("{\"type\":\"delta\",\"tick\":5,\"acked\":6,\"full\":true,\"cell\":\"c1\",\"epoch\":2,"
                        + "\"entered\":[{\"handle\":0,\"name\":\"ann\",\"x\":100.0,\"y\":200.0}],"
                        + "\"moved\":[{\"handle\":1,\"x\":102.0,\"y\":197.0}],\"left\":[4]}");
        assertThat(JsonMessages.encode(new Close("Left", false, 0)))
                .isEqualTo("{\"type\":\"close\",\"reason\":\"Left\",\"reconnect\":false,\"retryAfterSeconds\":0}");
        assertThat(JsonMessages.encode(new Fault("busy", "try \"again\"", 1))).contains("try \\\"again\\\"");
    }

    /** Bad JSON text and the reason it is refused with. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello | BAD_JSON",
                "[] | BAD_JSON",
                "null | BAD_JSON",
                "{} | UNKNOWN_TYPE",
                "{\"type\":\"joined\"} | UNKNOWN_TYPE",
                "{\"type\":\"move\",\"seq\":1,\"x\":\"NaN\",\"y\":1} | BAD_VALUE",
                "{\"type\":\"move\",\"seq\":1,\"x\":NaN,\"y\":1} | BAD_JSON",
                "{\"type\":\"move\",\"seq\":1,\"x\":1e999,\"y\":1} | NOT_FINITE",
                "{\"type\":\"move\",\"seq\":0,\"x\":1,\"y\":1} | BAD_VALUE",
                "{\"type\":\"move\",\"seq\":1.5,\"x\":1,\"y\":1} | BAD_VALUE",
                "{\"type\":\"join\",\"player\":\"a b\",\"x\":1,\"y\":1} | BAD_VALUE",
                "{\"type\":\"join\",\"player\":\"a\",\"x\":1} | BAD_VALUE"
            })
    void shouldNameTheReasonWhenATextIsRefused(String text, Reason reason) {
        assertThat(catchThrowableOfType(RefusedFrameException.class, () -> JsonMessages.decode(text))
                        .reason())
                .isEqualTo(reason);
    }

    @Test
    void shouldThrowOnlyTheNamedRefusalForAnyInput() {
        var random = new Random(65);
        var good = "{\"type\":\"move\",\"seq\":3,\"x\":1.5,\"y\":-2}";
        for (var i = 0; i < 20_000; i++) {
            var text = good.toCharArray();
            for (var flips = random.nextInt(4); flips >= 0; flips--) {
                text[random.nextInt(text.length)] = (char) random.nextInt(256);
            }
            var typed = new String(text).substring(0, random.nextInt(text.length + 1));
            assertThatCode(() -> {
                        try {
                            JsonMessages.decode(typed);
                        } catch (RefusedFrameException expected) {
                            assertThat(expected.reason()).isNotNull();
                        }
                    })
                    .as(typed)
                    .doesNotThrowAnyException();
        }
    }
}
