package io.fleetforge.cell.checkpoint;

import io.fleetforge.cell.simulation.EntityStore.Entity;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * Binary form of a checkpoint, big-endian:
 *
 * <pre>
 *   u32 magic "FFCP" · u16 version · body · u32 CRC-32C of everything before
 *   body: text world · text cell · text host · text process id · i64 incarnation · i64 epoch · i64 taken at, ms ·
 *     u32 count · count sessions
 *   session: text id · text player · i64 epoch, not in version 1 · 32 bytes token hash · f64 x · f64 y · f64 target x · f64 target y
 *   text: u16 length in bytes · UTF-8
 * </pre>
 *
 * A reader refuses versions it does not know; a writer writes the newest version. Equal checkpoints give equal bytes.
 */
public final class CheckpointCodec {

    static final int MAGIC = 0x46464350;
    static final short VERSION = 2;
    private static final short WITHOUT_EPOCHS = 1;
    private static final int FRAME_BYTES = Integer.BYTES + Short.BYTES + Integer.BYTES;
    private static final int HASH_BYTES = 32;
    private static final int FIXED_SESSION_BYTES = HASH_BYTES + 4 * Double.BYTES;
    private static final int EPOCH_BYTES = Long.BYTES;
    private static final int BODY_TEXTS = 4;

    private CheckpointCodec() {}

    public static byte[] encode(Checkpoint checkpoint) {
        var texts = new ArrayList<byte[]>();
        texts.add(bytes(checkpoint.world()));
        texts.add(bytes(checkpoint.cell()));
        texts.add(bytes(checkpoint.owner().host()));
        texts.add(bytes(checkpoint.owner().processId()));
        for (var session : checkpoint.sessions()) {
            texts.add(bytes(session.entity().id()));
            texts.add(bytes(session.player()));
        }
        var size = FRAME_BYTES
                + 3 * Long.BYTES
                + Integer.BYTES
                + checkpoint.sessions().size() * (EPOCH_BYTES + FIXED_SESSION_BYTES)
                + texts.stream().mapToInt(text -> Short.BYTES + text.length).sum();
        var buffer = ByteBuffer.allocate(size).putInt(MAGIC).putShort(VERSION);
        var next = texts.iterator();
        for (var i = 0; i < BODY_TEXTS; i++) {
            put(buffer, next.next());
        }
        buffer.putLong(checkpoint.owner().incarnation())
                .putLong(checkpoint.epoch())
                .putLong(checkpoint.takenAtMs());
        buffer.putInt(checkpoint.sessions().size());
        for (var session : checkpoint.sessions()) {
            put(buffer, next.next());
            put(buffer, next.next());
            var entity = session.entity();
            buffer.putLong(session.epoch())
                    .put(HexFormat.of().parseHex(session.tokenHash()))
                    .putDouble(entity.x())
                    .putDouble(entity.y())
                    .putDouble(entity.targetX())
                    .putDouble(entity.targetY());
        }
        return buffer.putInt(crc(buffer.array(), size - Integer.BYTES)).array();
    }

    /**
     * @throws CorruptCheckpointException when the bytes are truncated, changed, of an unknown version, or more than declared
     */
    public static Checkpoint decode(byte[] bytes) throws CorruptCheckpointException {
        if (bytes.length < FRAME_BYTES) {
            throw new CorruptCheckpointException(bytes.length + " bytes are too few for a checkpoint");
        }
        var buffer = ByteBuffer.wrap(bytes);
        if (buffer.getInt() != MAGIC) {
            throw new CorruptCheckpointException("the bytes do not start with a checkpoint header");
        }
        var end = bytes.length - Integer.BYTES;
        if (buffer.getInt(end) != crc(bytes, end)) {
            throw new CorruptCheckpointException("the checksum does not match: the bytes were changed or truncated");
        }
        var version = buffer.getShort();
        if (version != VERSION && version != WITHOUT_EPOCHS) {
            throw new CorruptCheckpointException(
                    "version " + version + " is not known here, only " + WITHOUT_EPOCHS + " and " + VERSION);
        }
        try {
            var checkpoint = body(buffer.limit(end), version);
            if (buffer.hasRemaining()) {
                throw new CorruptCheckpointException(buffer.remaining() + " bytes are left over");
            }
            return checkpoint;
        } catch (BufferUnderflowException e) {
            throw new CorruptCheckpointException("a field reaches beyond the end");
        } catch (IllegalArgumentException e) {
            throw new CorruptCheckpointException("a field is out of range: " + e.getMessage());
        }
    }

    private static Checkpoint body(ByteBuffer buffer, short version) throws CorruptCheckpointException {
        var world = text(buffer);
        var cell = text(buffer);
        var host = text(buffer);
        var processId = text(buffer);
        var owner = new SessionOwner(host, buffer.getLong(), processId);
        var epoch = buffer.getLong();
        var takenAtMs = buffer.getLong();
        var count = buffer.getInt();
        if (count < 0 || (long) count * FIXED_SESSION_BYTES > buffer.remaining()) {
            throw new CorruptCheckpointException(count + " sessions do not fit into " + buffer.remaining() + " bytes");
        }
        var sessions = new ArrayList<SavedSession>(count);
        for (var i = 0; i < count; i++) {
            sessions.add(session(buffer, version));
        }
        return new Checkpoint(world, cell, epoch, owner, takenAtMs, sessions);
    }

    private static SavedSession session(ByteBuffer buffer, short version) {
        var id = text(buffer);
        var player = text(buffer);
        var epoch = version == WITHOUT_EPOCHS ? 1 : buffer.getLong();
        var tokenHash = new byte[HASH_BYTES];
        buffer.get(tokenHash);
        var entity = new Entity(id, buffer.getDouble(), buffer.getDouble(), buffer.getDouble(), buffer.getDouble());
        return new SavedSession(entity, player, epoch, HexFormat.of().formatHex(tokenHash));
    }

    private static byte[] bytes(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0xffff) {
            throw new IllegalArgumentException("a text of " + bytes.length + " bytes is above the limit of 65535");
        }
        return bytes;
    }

    private static void put(ByteBuffer buffer, byte[] text) {
        buffer.putShort((short) text.length).put(text);
    }

    private static String text(ByteBuffer buffer) {
        var bytes = new byte[Short.toUnsignedInt(buffer.getShort())];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static int crc(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
