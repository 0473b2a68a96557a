package io.fleetforge.cell.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fleetforge.cell.simulation.EntityStore.Entity;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class CheckpointCodecTest {

    private static final Checkpoint SAMPLE = checkpoint(new Random(1), 3);

    @Test
    void shouldDecodeWhatItEncodedAndEncodeEqualBytes() throws Exception {
        for (var seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var checkpoint = checkpoint(random, random.nextInt(50));

            var bytes = CheckpointCodec.encode(checkpoint);

            assertThat(CheckpointCodec.decode(bytes)).as("seed %d", seed).isEqualTo(checkpoint);
            assertThat(CheckpointCodec.encode(checkpoint)).as("seed %d", seed).isEqualTo(bytes);
        }
    }

    /** Bit flips, truncated and empty checkpoints are detected. */
    @Test
    void shouldRefuseEveryChangedByteAndEveryTruncation() {
        var bytes = CheckpointCodec.encode(SAMPLE);
        for (var at = 0; at < bytes.length; at++) {
            var changed = bytes.clone();
            changed[at] ^= 0x10;
            assertThatThrownBy(() -> CheckpointCodec.decode(changed))
                    .as("byte %d", at)
                    .isInstanceOf(CorruptCheckpointException.class);
            var truncated = Arrays.copyOf(bytes, at);
            assertThatThrownBy(() -> CheckpointCodec.decode(truncated))
                    .as("cut at %d", at)
                    .isInstanceOf(CorruptCheckpointException.class);
        }
        assertThatThrownBy(() -> CheckpointCodec.decode(sealed(Arrays.copyOf(bytes, bytes.length + 7))))
                .isInstanceOf(CorruptCheckpointException.class)
                .hasMessageContaining("left over");
    }

    @Test
    void shouldNameAVersionItDoesNotKnow() {
        var bytes = CheckpointCodec.encode(SAMPLE);
        ByteBuffer.wrap(bytes).putShort(Integer.BYTES, (short) 3);

        assertThatThrownBy(() -> CheckpointCodec.decode(sealed(bytes)))
                .isInstanceOf(CorruptCheckpointException.class)
                .hasMessage("version 3 is not known here, only 1 and 2");
    }

    @Test
    void shouldReadWhatWasWrittenBeforeSessionsHadAnEpoch() throws Exception {
        var bytes = ByteBuffer.allocate(4 + 2 + 4 * 3 + 3 * 8 + 4 + 2 * 3 + 32 + 4 * 8 + 4)
                .putInt(CheckpointCodec.MAGIC)
                .putShort((short) 1);
        for (var text : "ucwb".toCharArray()) {
            bytes.putShort((short) 1).put((byte) text);
        }
        bytes.putLong(7).putLong(3).putLong(99).putInt(1);
        bytes.putShort((short) 1).put((byte) 's').putShort((short) 1).put((byte) 'p');
        bytes.put(new byte[32]).putDouble(1).putDouble(2).putDouble(3).putDouble(4);

        var old = CheckpointCodec.decode(sealed(Arrays.copyOf(bytes.array(), bytes.position() + Integer.BYTES)));

        var session = new SavedSession(new Entity("s", 1, 2, 3, 4), "p", 1, "00".repeat(32));
        assertThat(old).isEqualTo(new Checkpoint("u", "c", 3, new SessionOwner("w", 7, "b"), 99, List.of(session)));
    }

    @Test
    void shouldRefuseACountThatDoesNotFit() {
        var empty = CheckpointCodec.encode(new Checkpoint("w", "c", 1, SAMPLE.owner(), 5, List.of()));
        ByteBuffer.wrap(empty).putInt(empty.length - 2 * Integer.BYTES, Integer.MAX_VALUE);

        assertThatThrownBy(() -> CheckpointCodec.decode(sealed(empty)))
                .isInstanceOf(CorruptCheckpointException.class)
                .hasMessage("2147483647 sessions do not fit into 0 bytes");
    }

    @Test
    void shouldSurviveRandomBytesBehindAValidChecksum() {
        for (var seed = 0; seed < 2000; seed++) {
            var random = new Random(seed);
            var bytes = CheckpointCodec.encode(SAMPLE);
            for (var change = 0; change < 3; change++) {
                bytes[6 + random.nextInt(bytes.length - 10)] = (byte) random.nextInt();
            }
            try {
                CheckpointCodec.decode(sealed(bytes))
                        .sessions()
                        .forEach(session -> assertThat(session.entity().x()).isFinite());
            } catch (CorruptCheckpointException e) {
                assertThat(e).hasMessageMatching("(?s).+");
            }
        }
    }

    /** The same bytes with a checksum that fits. */
    private static byte[] sealed(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - Integer.BYTES);
        ByteBuffer.wrap(bytes).putInt(bytes.length - Integer.BYTES, (int) crc.getValue());
        return bytes;
    }

    private static Checkpoint checkpoint(Random random, int count) {
        var sessions = new ArrayList<SavedSession>();
        for (var i = 0; i < count; i++) {
            sessions.add(new SavedSession(
                    new Entity(
                            "s" + i,
                            random.nextDouble(),
                            random.nextDouble(),
                            random.nextDouble(),
                            random.nextDouble()),
                    "pläyer" + random.nextInt(),
                    1 + random.nextLong(1000),
                    "%064x".formatted(random.nextLong(Long.MAX_VALUE))));
        }
        return new Checkpoint(
                "uid-" + random.nextInt(),
                "c" + random.nextInt(9),
                random.nextLong(1000),
                new SessionOwner("w-0", 7, "process"),
                random.nextLong(),
                sessions);
    }
}
