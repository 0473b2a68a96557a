package io.fleetforge.contracts.play;

import io.fleetforge.contracts.play.RefusedFrameException.Reason;
import io.fleetforge.contracts.play.ServerMessage.Close;
import io.fleetforge.contracts.play.ServerMessage.Delta;
import io.fleetforge.contracts.play.ServerMessage.Entered;
import io.fleetforge.contracts.play.ServerMessage.Fault;
import io.fleetforge.contracts.play.ServerMessage.Joined;
import io.fleetforge.contracts.play.ServerMessage.Moved;
import io.fleetforge.contracts.play.ServerMessage.Pong;
import io.fleetforge.contracts.play.ServerMessage.Position;
import io.fleetforge.contracts.play.ServerMessage.Redirect;
import io.fleetforge.contracts.play.ServerMessage.Token;
import java.util.ArrayList;
import java.util.Locale;

/** Binary form of messages from a cell host. */
public final class ServerFrames {

    static final int JOINED = 0x81;
    static final int DELTA = 0x82;
    static final int REDIRECT = 0x83;
    static final int CLOSE = 0x84;
    static final int FAULT = 0x85;
    static final int PONG = 0x86;
    static final int TOKEN = 0x87;
    static final int JOINED_WITH_ADDRESS = 0x88;
    private static final int FULL = 1;
    private static final int POSITION = 2;

    private ServerFrames() {}

    public static byte[] encode(ServerMessage message) {
        return switch (message) {
            case Joined joined -> joined(joined);
            case Delta delta -> delta(delta);
            case Redirect(var host, var address, var cell, var token) ->
                new FrameWriter(REDIRECT)
                        .text8(host)
                        .text8(address)
                        .text8(cell)
                        .text16(token)
                        .bytes();
            case Close(var reason, var reconnect, var seconds) ->
                new FrameWriter(CLOSE)
                        .text8(reason)
                        .u8(reconnect ? 1 : 0)
                        .u16(seconds)
                        .bytes();
            case Fault(var code, var text, var seconds) ->
                new FrameWriter(FAULT).text8(code).text16(text).u16(seconds).bytes();
            case Pong(var nonce) -> new FrameWriter(PONG).i64(nonce).bytes();
            case Token(var token) -> new FrameWriter(TOKEN).text16(token).bytes();
        };
    }

    /** A frame of its own where there is an address: those of other worlds stay as every client of version 1 reads them. */
    private static byte[] joined(Joined joined) {
        var isAddressed = !joined.address().isEmpty();
        var writer = new FrameWriter(isAddressed ? JOINED_WITH_ADDRESS : JOINED)
                .text8(joined.session())
                .text16(joined.token())
                .text8(joined.cell())
                .i64(joined.epoch())
                .i64(joined.tick())
                .u32(joined.lastSeq());
        return (isAddressed ? writer.text8(joined.address()) : writer).bytes();
    }

    private static byte[] delta(Delta delta) {
        var position = delta.position();
        var writer = new FrameWriter(DELTA)
                .i64(delta.tick())
                .u32(delta.acked())
                .u8((delta.full() ? FULL : 0) | (position == null ? 0 : POSITION));
        if (position != null) {
            writer.text8(position.cell()).i64(position.epoch());
        }
        writer.f64(delta.originX()).f64(delta.originY());
        writer.u16(delta.entered().size());
        for (var entered : delta.entered()) {
            writer.u16(entered.handle()).text8(entered.name()).f32(entered.dx()).f32(entered.dy());
        }
        writer.u16(delta.moved().size());
        for (var moved : delta.moved()) {
            writer.u16(moved.handle()).f32(moved.dx()).f32(moved.dy());
        }
        writer.u16(delta.left().size());
        delta.left().forEach(writer::u16);
        return writer.bytes();
    }

    /**
     * @throws RefusedFrameException for everything that is not exactly one message of the protocol; nothing else is thrown
     */
    public static ServerMessage decode(byte[] frame) throws RefusedFrameException {
        var reader = new FrameReader(frame);
        var type = reader.u8();
        var message = switch (type) {
            case JOINED, JOINED_WITH_ADDRESS ->
                new Joined(
                        text8(reader),
                        text16(reader),
                        text8(reader),
                        reader.i64(),
                        reader.i64(),
                        reader.u32(),
                        type == JOINED ? "" : text8(reader));
            case DELTA -> delta(reader);
            case REDIRECT -> new Redirect(text8(reader), text8(reader), text8(reader), text16(reader));
            case CLOSE -> new Close(text8(reader), reader.u8() != 0, reader.u16());
            case FAULT -> new Fault(text8(reader), text16(reader), reader.u16());
            case PONG -> new Pong(reader.i64());
            case TOKEN -> new Token(text16(reader));
            default ->
                throw new RefusedFrameException(
                        Reason.UNKNOWN_TYPE, String.format(Locale.ROOT, "type 0x%02x is not a host's", type));
        };
        reader.end();
        return message;
    }

    private static Delta delta(FrameReader reader) throws RefusedFrameException {
        var tick = reader.i64();
        var acked = reader.u32();
        var flags = reader.u8();
        var position = (flags & POSITION) == 0 ? null : new Position(text8(reader), reader.i64());
        var originX = reader.finiteF64("origin x");
        var originY = reader.finiteF64("origin y");
        var entered = new ArrayList<Entered>();
        for (var left = reader.u16(); left > 0; left--) {
            entered.add(new Entered(reader.u16(), text8(reader), reader.finiteF32("dx"), reader.finiteF32("dy")));
        }
        var moved = new ArrayList<Moved>();
        for (var left = reader.u16(); left > 0; left--) {
            moved.add(new Moved(reader.u16(), reader.finiteF32("dx"), reader.finiteF32("dy")));
        }
        var gone = new ArrayList<Integer>();
        for (var left = reader.u16(); left > 0; left--) {
            gone.add(reader.u16());
        }
        return new Delta(tick, acked, (flags & FULL) != 0, position, originX, originY, entered, moved, gone);
    }

    private static String text8(FrameReader reader) throws RefusedFrameException {
        return reader.text(reader.u8());
    }

    private static String text16(FrameReader reader) throws RefusedFrameException {
        return reader.text(reader.u16());
    }
}
