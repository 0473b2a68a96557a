package io.fleetforge.contracts.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fleetforge.contracts.play.RefusedFrameException.Reason;
import io.fleetforge.contracts.play.ServerMessage.Delta;
import io.fleetforge.contracts.play.ServerMessage.Entered;
import io.fleetforge.contracts.play.ServerMessage.Moved;
import io.fleetforge.contracts.play.ServerMessage.Position;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlayFramesTest {

    private static final int FUZZED = 100_000;
    private static final int LONGEST = 96;
    private static final String UUID = "0b8f0f5e-3c6f-4d3b-9c53-0a6b8f0d1e2f";

    static Stream<ClientMessage> clientMessages() {
        return Stream.of(
                new ClientMessage.Join("ann", 1.5, -2),
                new ClientMessage.Join("ann", 1.5, -2, "eyJ.e.s"),
                new ClientMessage.Resume("aaa.bbb.ccc"),
                new ClientMessage.Move(1, 10, 20),
                new ClientMessage.Move(PlayProtocol.MAX_SEQ, -1e9, 1e-9),
                new ClientMessage.Leave(),
                new ClientMessage.Ping(Long.MIN_VALUE));
    }

    static Stream<ServerMessage> serverMessages() {
        return Stream.of(
                new ServerMessage.Joined(UUID, "t", "c1", 3, 99, 7),
                new ServerMessage.Joined(UUID, "t", "c1", 3, 99, 7, "https://play.example.org/default/w-0"),
                new Delta(
                        1,
                        2,
                        true,
                        new Position("c1", 4),
                        10,
                        20,
                        List.of(new Entered(0, "ann", 0, 0)),
                        List.of(),
                        List.of()),
                new Delta(
                        2,
                        3,
                        false,
                        null,
                        0.1,
                        -0.1,
                        List.of(new Entered(PlayProtocol.MAX_HANDLE, "böb", 1.5f, -2.5f)),
                        List.of(new Moved(7, 0.25f, 1)),
                        List.of(9, 0)),
                new ServerMessage.Redirect("w-1", "10.0.0.7", "c2", "t2"),
                new ServerMessage.Close("HostStopping", true, 1),
                new ServerMessage.Fault("cell-full", "the cell holds its limit of 3 players", 5),
                new ServerMessage.Pong(42),
                new ServerMessage.Token("later"));
    }

    @ParameterizedTest
    @MethodSource("clientMessages")
    void shouldDecodeEveryClientMessage(ClientMessage message) throws Exception {
        assertThat(ClientFrames.decode(ClientFrames.encode(message))).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("serverMessages")
    void shouldDecodeEveryServerMessage(ServerMessage message) throws Exception {
        assertThat(ServerFrames.decode(ServerFrames.encode(message))).isEqualTo(message);
    }

    /** Changed on purpose only: released clients use version 1. */
    @Test
    void shouldWriteTheGoldenBytes() {
        assertThat(HexFormat.of().formatHex(ClientFrames.encode(new ClientMessage.Join("ann", 1.5, -2))))
                .isEqualTo("0101" + "03" + "616e6e" + "3ff8000000000000" + "c000000000000000");
        assertThat(HexFormat.of().formatHex(ClientFrames.encode(new ClientMessage.Move(258, 10, 20))))
                .isEqualTo("0103" + "00000102" + "4024000000000000" + "4034000000000000");
        assertThat(HexFormat.of().formatHex(ClientFrames.encode(new ClientMessage.Leave())))
                .isEqualTo("0104");
        var joined = "0173" + "000174" + "0163" + "0000000000000001" + "0000000000000002" + "00000003";
        assertThat(HexFormat.of().formatHex(ServerFrames.encode(new ServerMessage.Joined("s", "t", "c", 1, 2, 3))))
                .as("of a host without public URL")
                .isEqualTo("0181" + joined);
        assertThat(HexFormat.of()
                        .formatHex(ServerFrames.encode(new ServerMessage.Joined("s", "t", "c", 1, 2, 3, "ab"))))
                .isEqualTo("0188" + joined + "026162");
        assertThat(HexFormat.of().formatHex(ServerFrames.encode(new ServerMessage.Close("Idle", false, 0))))
                .isEqualTo("0184" + "04" + "49646c65" + "00" + "0000");
        assertThat(HexFormat.of()
                        .formatHex(ServerFrames.encode(new Delta(
                                5,
                                6,
                                false,
                                new Position("c", 2),
                                1,
                                2,
                                List.of(new Entered(1, "b", 1, 0)),
                                List.of(new Moved(0, 0, 2)),
                                List.of(3)))))
                .isEqualTo("0182" + "0000000000000005" + "00000006" + "02" + "0163" + "0000000000000002"
                        + "3ff0000000000000" + "4000000000000000" + "0001" + "0001" + "0162" + "3f800000" + "00000000"
                        + "0001" + "0000" + "00000000" + "40000000" + "0001" + "0003");
    }

    @ParameterizedTest
    @MethodSource("clientMessages")
    void shouldRefuseEveryTruncationOfAClientsFrame(ClientMessage message) {
        var whole = ClientFrames.encode(message);
        for (var length = 0; length < whole.length; length++) {
            var cut = Arrays.copyOf(whole, length);

            var refusal = catchThrowableOfType(RefusedFrameException.class, () -> ClientFrames.decode(cut));

            assertThat(refusal.reason()).as("%d bytes of %s", length, message).isEqualTo(Reason.TRUNCATED);
        }
    }

    @ParameterizedTest
    @MethodSource("serverMessages")
    void shouldRefuseEveryTruncationOfAHostsFrame(ServerMessage message) {
        var whole = ServerFrames.encode(message);
        for (var length = 0; length < whole.length; length++) {
            var cut = Arrays.copyOf(whole, length);

            assertThat(catchThrowable(() -> ServerFrames.decode(cut)))
                    .as("%d bytes of %s", length, message)
                    .isInstanceOf(RefusedFrameException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0203, UNKNOWN_VERSION",
        "017f, UNKNOWN_TYPE",
        "0181, UNKNOWN_TYPE",
        "010400, TRAILING_BYTES",
        "01020000, BAD_VALUE",
        "0101023b3b00000000000000000000000000000000, BAD_VALUE",
        "010102ffff00000000000000000000000000000000, BAD_TEXT",
        "01030000000000000000000000000000000000000000, BAD_VALUE"
    })
    void shouldNameWhyAFrameIsRefused(String hex, Reason reason) {
        var refusal = catchThrowableOfType(
                RefusedFrameException.class,
                () -> ClientFrames.decode(HexFormat.of().parseHex(hex)));

        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.reason().code())
                .isEqualTo(reason.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
    }

    /** NaN and infinite positions. */
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void shouldRefuseAPositionThatIsNotFinite(double bad) {
        var join = ByteBuffer.allocate(22)
                .put((byte) 1)
                .put((byte) ClientFrames.JOIN)
                .put((byte) 3)
                .put("ann".getBytes(StandardCharsets.UTF_8))
                .putDouble(0)
                .putDouble(bad)
                .array();
        var move = ByteBuffer.allocate(22)
                .put((byte) 1)
                .put((byte) ClientFrames.MOVE)
                .putInt(1)
                .putDouble(bad)
                .putDouble(0)
                .array();

        for (var frame : List.of(join, move)) {
            assertThat(catchThrowableOfType(RefusedFrameException.class, () -> ClientFrames.decode(frame))
                            .reason())
                    .isEqualTo(Reason.NOT_FINITE);
        }
    }

    @Test
    void shouldThrowOnlyTheNamedRefusalForAnyBytes() {
        var seed = 20_260_101L;
        var random = new Random(seed);
        for (var i = 0; i < FUZZED; i++) {
            var frame = fuzzed(random);
            assertThatCode(() -> decodeBoth(frame))
                    .as("seed %d, frame %d: %s", seed, i, HexFormat.of().formatHex(frame))
                    .doesNotThrowAnyException();
        }
    }

    /** Random bytes, half of them with a known version and type, or a real message with some bytes changed. */
    private static byte[] fuzzed(Random random) {
        if (random.nextInt(4) == 0) {
            var messages = serverMessages().toList();
            var frame = ServerFrames.encode(messages.get(random.nextInt(messages.size())));
            for (var flips = random.nextInt(4); flips >= 0; flips--) {
                frame[random.nextInt(frame.length)] = (byte) random.nextInt();
            }
            return frame;
        }
        var frame = new byte[random.nextInt(LONGEST)];
        random.nextBytes(frame);
        if (frame.length >= 2 && random.nextBoolean()) {
            frame[0] = PlayProtocol.VERSION;
            frame[1] = (byte) (random.nextInt(8) | (random.nextBoolean() ? 0x80 : 0));
        }
        return frame;
    }

    private static void decodeBoth(byte[] frame) {
        try {
            var message = ClientFrames.decode(frame);
            assertThat(ClientFrames.encode(message)).isEqualTo(frame);
        } catch (RefusedFrameException expected) {
            assertThat(expected.reason()).isNotNull();
        }
        try {
            ServerFrames.decode(frame);
        } catch (RefusedFrameException expected) {
            assertThat(expected.reason()).isNotNull();
        }
    }

    @Test
    void shouldTruncateTextAtAWholeCharacter() throws Exception {
        var fault = new ServerMessage.Fault("x", "é".repeat(2000), 0);

        var read = (ServerMessage.Fault) ServerFrames.decode(ServerFrames.encode(fault));

        assertThat(read.message()).isEqualTo("é".repeat(PlayProtocol.MAX_TOKEN / 2));
    }

    @Test
    void shouldShowNoTokenInItsText() {
        assertThat(Stream.of(
                                new ClientMessage.Resume("s3cret"),
                                new ServerMessage.Joined(UUID, "s3cret", "c", 1, 1, 0),
                                new ServerMessage.Redirect("h", "a", "c", "s3cret"),
                                new ServerMessage.Token("s3cret"))
                        .map(Object::toString))
                .noneMatch(text -> text.contains("s3cret"));
    }
}
