package io.fleetforge.contracts.play;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes one big-endian frame; grows as needed. Not thread-safe. */
final class FrameWriter {

    private static final int INITIAL_BYTES = 128;
    private static final int U8_MAX = 0xFF;

    private ByteBuffer buffer = ByteBuffer.allocate(INITIAL_BYTES);

    FrameWriter(int type) {
        buffer.put(PlayProtocol.VERSION).put((byte) type);
    }

    FrameWriter u8(int value) {
        ensureCapacity(Byte.BYTES).put((byte) value);
        return this;
    }

    FrameWriter u16(int value) {
        ensureCapacity(Short.BYTES).putShort((short) value);
        return this;
    }

    FrameWriter u32(long value) {
        ensureCapacity(Integer.BYTES).putInt((int) value);
        return this;
    }

    FrameWriter i64(long value) {
        ensureCapacity(Long.BYTES).putLong(value);
        return this;
    }

    FrameWriter f32(float value) {
        ensureCapacity(Float.BYTES).putFloat(value);
        return this;
    }

    FrameWriter f64(double value) {
        ensureCapacity(Double.BYTES).putDouble(value);
        return this;
    }

    /** Text of at most 255 bytes; longer text is truncated, since such texts are for people. */
    FrameWriter text8(String text) {
        var bytes = truncated(text, U8_MAX);
        u8(bytes.length);
        ensureCapacity(bytes.length).put(bytes);
        return this;
    }

    FrameWriter text16(String text) {
        var bytes = truncated(text, PlayProtocol.MAX_TOKEN);
        u16(bytes.length);
        ensureCapacity(bytes.length).put(bytes);
        return this;
    }

    byte[] bytes() {
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /** At most {@code most} bytes, never half a character. */
    private static byte[] truncated(String text, int most) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= most) {
            return bytes;
        }
        var end = most;
        while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }

    private ByteBuffer ensureCapacity(int bytes) {
        if (buffer.remaining() < bytes) {
            var larger = ByteBuffer.allocate(Math.max(2 * buffer.capacity(), buffer.position() + bytes));
            larger.put(buffer.flip());
            buffer = larger;
        }
        return buffer;
    }
}
