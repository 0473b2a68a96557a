package io.fleetforge.contracts.play;

import io.fleetforge.contracts.play.RefusedFrameException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads one big-endian frame and refuses by name what is not there. Not thread-safe. */
final class FrameReader {

    private static final int HEADER = 2;

    private final ByteBuffer buffer;

    /** Opens the frame and checks its version. */
    FrameReader(byte[] frame) throws RefusedFrameException {
        buffer = ByteBuffer.wrap(frame);
        need(HEADER);
        var version = buffer.get();
        if (version != PlayProtocol.VERSION) {
            throw new RefusedFrameException(
                    Reason.UNKNOWN_VERSION, "version must be " + PlayProtocol.VERSION + ", got " + (version & 0xFF));
        }
    }

    int u8() throws RefusedFrameException {
        need(Byte.BYTES);
        return Byte.toUnsignedInt(buffer.get());
    }

    int u16() throws RefusedFrameException {
        need(Short.BYTES);
        return Short.toUnsignedInt(buffer.getShort());
    }

    long u32() throws RefusedFrameException {
        need(Integer.BYTES);
        return Integer.toUnsignedLong(buffer.getInt());
    }

    long i64() throws RefusedFrameException {
        need(Long.BYTES);
        return buffer.getLong();
    }

    float finiteF32(String what) throws RefusedFrameException {
        need(Float.BYTES);
        return (float) finite(buffer.getFloat(), what);
    }

    double finiteF64(String what) throws RefusedFrameException {
        need(Double.BYTES);
        return finite(buffer.getDouble(), what);
    }

    String text(int length) throws RefusedFrameException {
        need(length);
        var slice = buffer.slice(buffer.position(), length);
        buffer.position(buffer.position() + length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(slice).toString();
        } catch (CharacterCodingException e) {
            throw new RefusedFrameException(Reason.BAD_TEXT, "text must be UTF-8");
        }
    }

    void end() throws RefusedFrameException {
        if (buffer.hasRemaining()) {
            throw new RefusedFrameException(
                    Reason.TRAILING_BYTES, buffer.remaining() + " bytes are left over after the message");
        }
    }

    private void need(int bytes) throws RefusedFrameException {
        if (buffer.remaining() < bytes) {
            throw new RefusedFrameException(
                    Reason.TRUNCATED,
                    "the frame ends after " + buffer.limit() + " bytes, " + bytes + " more are needed at "
                            + buffer.position());
        }
    }

    private static double finite(double value, String what) throws RefusedFrameException {
        if (!Double.isFinite(value)) {
            throw new RefusedFrameException(Reason.NOT_FINITE, what + " must be finite");
        }
        return value;
    }
}
