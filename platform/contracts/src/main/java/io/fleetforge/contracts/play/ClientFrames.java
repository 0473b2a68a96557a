package io.fleetforge.contracts.play;

import io.fleetforge.contracts.play.ClientMessage.Join;
import io.fleetforge.contracts.play.ClientMessage.Leave;
import io.fleetforge.contracts.play.ClientMessage.Move;
import io.fleetforge.contracts.play.ClientMessage.Ping;
import io.fleetforge.contracts.play.ClientMessage.Resume;
import io.fleetforge.contracts.play.RefusedFrameException.Reason;
import java.util.Locale;

/** Binary form of client messages. */
public final class ClientFrames {

    static final int JOIN = 0x01;
    static final int RESUME = 0x02;
    static final int MOVE = 0x03;
    static final int LEAVE = 0x04;
    static final int PING = 0x05;
    static final int JOIN_WITH_TICKET = 0x06;

    private ClientFrames() {}

    public static byte[] encode(ClientMessage message) {
        return switch (message) {
            case Join(var player, var x, var y, var ticket) ->
                ticket == null
                        ? new FrameWriter(JOIN).text8(player).f64(x).f64(y).bytes()
                        : new FrameWriter(JOIN_WITH_TICKET)
                                .text8(player)
                                .f64(x)
                                .f64(y)
                                .text16(ticket)
                                .bytes();
            case Resume(var token) -> new FrameWriter(RESUME).text16(token).bytes();
            case Move(var seq, var x, var y) ->
                new FrameWriter(MOVE).u32(seq).f64(x).f64(y).bytes();
            case Leave() -> new FrameWriter(LEAVE).bytes();
            case Ping(var nonce) -> new FrameWriter(PING).i64(nonce).bytes();
        };
    }

    /**
     * @throws RefusedFrameException for everything that is not exactly one message of the protocol; nothing else is thrown
     */
    public static ClientMessage decode(byte[] frame) throws RefusedFrameException {
        var reader = new FrameReader(frame);
        var type = reader.u8();
        var message = switch (type) {
            case JOIN -> join(reader);
            case RESUME -> new Resume(token(reader));
            case MOVE -> move(reader);
            case LEAVE -> new Leave();
            case JOIN_WITH_TICKET -> withTicket(join(reader), reader.text(reader.u16()));
            case PING -> new Ping(reader.i64());
            default ->
                throw new RefusedFrameException(
                        Reason.UNKNOWN_TYPE, String.format(Locale.ROOT, "type 0x%02x is not a client's", type));
        };
        reader.end();
        return message;
    }

    private static Join join(FrameReader reader) throws RefusedFrameException {
        var player = reader.text(reader.u8());
        return join(player, reader.finiteF64("x"), reader.finiteF64("y"));
    }

    /**
     * The join with a received ticket, in any encoding.
     *
     * @throws RefusedFrameException when the ticket is empty or too long
     */
    public static Join withTicket(Join join, String ticket) throws RefusedFrameException {
        if (ticket.isEmpty() || ticket.length() > PlayProtocol.MAX_TICKET) {
            throw new RefusedFrameException(
                    Reason.BAD_VALUE, "ticket must be 1 to " + PlayProtocol.MAX_TICKET + " characters");
        }
        return new Join(join.player(), join.x(), join.y(), ticket);
    }

    private static Move move(FrameReader reader) throws RefusedFrameException {
        var seq = reader.u32();
        return move(seq, reader.finiteF64("x"), reader.finiteF64("y"));
    }

    private static String token(FrameReader reader) throws RefusedFrameException {
        return requireToken(reader.text(reader.u16()));
    }

    /** A join of received values, in any encoding. */
    public static Join join(String player, double x, double y) throws RefusedFrameException {
        if (!ClientMessage.PLAYER.matcher(player).matches()) {
            throw new RefusedFrameException(Reason.BAD_VALUE, "player must match " + ClientMessage.PLAYER);
        }
        requireFinite(x, y);
        return new Join(player, x, y);
    }

    /** A move of received values, in any encoding. */
    public static Move move(long seq, double x, double y) throws RefusedFrameException {
        if (seq < 1 || seq > PlayProtocol.MAX_SEQ) {
            throw new RefusedFrameException(Reason.BAD_VALUE, "seq must be 1 to " + PlayProtocol.MAX_SEQ);
        }
        requireFinite(x, y);
        return new Move(seq, x, y);
    }

    /** A received token, in any encoding. */
    public static String requireToken(String token) throws RefusedFrameException {
        if (token.isEmpty() || token.length() > PlayProtocol.MAX_TOKEN) {
            throw new RefusedFrameException(
                    Reason.BAD_VALUE, "token must be 1 to " + PlayProtocol.MAX_TOKEN + " characters");
        }
        return token;
    }

    private static void requireFinite(double x, double y) throws RefusedFrameException {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            throw new RefusedFrameException(Reason.NOT_FINITE, "x and y must be finite");
        }
    }
}
