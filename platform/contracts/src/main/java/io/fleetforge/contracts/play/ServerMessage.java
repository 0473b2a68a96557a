package io.fleetforge.contracts.play;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Messages from a cell host. */
public sealed interface ServerMessage {

    /**
     * The session is on this host and bound to this socket.
     *
     * @param epoch of the session
     * @param tick of the cell
     * @param lastSeq highest input sequence number that this host accepted; the next must be higher
     * @param address public URL of this host; empty when it has none
     */
    record Joined(String session, String token, String cell, long epoch, long tick, long lastSeq, String address)
            implements ServerMessage {
        public Joined {
            Objects.requireNonNull(session, "session");
            Objects.requireNonNull(token, "token");
            Objects.requireNonNull(cell, "cell");
            Objects.requireNonNull(address, "address");
        }

        /** Of a host without public URL. */
        public Joined(String session, String token, String cell, long epoch, long tick, long lastSeq) {
            this(session, token, cell, epoch, tick, lastSeq, "");
        }

        @Override
        public String toString() {
            return "Joined[session=" + session + ", cell=" + cell + ", epoch=" + epoch + ", tick=" + tick + "]";
        }
    }

    /**
     * Changes near the session since the delta before on this socket.
     *
     * @param tick of the cell that the session is in
     * @param acked highest input sequence number that the cell applied, 0 for none
     * @param full everything the client knew is void: {@code entered} is complete
     * @param position the session's cell, when it is another than in the delta before
     * @param originX origin of the offsets in this delta
     */
    record Delta(
            long tick,
            long acked,
            boolean full,
            @Nullable Position position,
            double originX,
            double originY,
            List<Entered> entered,
            List<Moved> moved,
            List<Integer> left)
            implements ServerMessage {
        public Delta {
            entered = List.copyOf(entered);
            moved = List.copyOf(moved);
            left = List.copyOf(left);
            left.forEach(ServerMessage::requireHandle);
        }
    }

    /** A cell and its epoch. */
    record Position(String cell, long epoch) {
        public Position {
            Objects.requireNonNull(cell, "cell");
        }
    }

    /**
     * An entity came into view.
     *
     * @param handle short name on this socket until it left; 0 is the session itself
     * @param dx offset from the delta's origin, world units
     */
    record Entered(int handle, String name, float dx, float dy) {
        public Entered {
            requireHandle(handle);
            Objects.requireNonNull(name, "name");
        }
    }

    /** An entity in view moved. */
    record Moved(int handle, float dx, float dy) {
        public Moved {
            requireHandle(handle);
        }
    }

    /**
     * Go there; this socket closes.
     *
     * @param address public URL, or host:port inside the cluster; empty when this host does not know it: ask the controller
     * @param token to resume with, empty when there is no session yet: join there
     */
    record Redirect(String host, String address, String cell, String token) implements ServerMessage {
        public Redirect {
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(address, "address");
            Objects.requireNonNull(cell, "cell");
            Objects.requireNonNull(token, "token");
        }

        @Override
        public String toString() {
            return "Redirect[host=" + host + ", address=" + address + ", cell=" + cell + "]";
        }
    }

    /**
     * The socket closes.
     *
     * @param reconnect whether the session continues and can be resumed
     */
    record Close(String reason, boolean reconnect, int retryAfterSeconds) implements ServerMessage {
        public Close {
            Objects.requireNonNull(reason, "reason");
            requireSeconds(retryAfterSeconds);
        }
    }

    /**
     * Something was refused; the session is untouched.
     *
     * @param retryAfterSeconds 0 when the same will be refused again
     */
    record Fault(String code, String message, int retryAfterSeconds) implements ServerMessage {
        public Fault {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(message, "message");
            requireSeconds(retryAfterSeconds);
        }
    }

    record Pong(long nonce) implements ServerMessage {}

    /** A token that expires later than the one before; both are valid. */
    record Token(String token) implements ServerMessage {
        public Token {
            Objects.requireNonNull(token, "token");
        }

        @Override
        public String toString() {
            return "Token[***]";
        }
    }

    private static void requireHandle(int handle) {
        if (handle < 0 || handle > PlayProtocol.MAX_HANDLE) {
            throw new IllegalArgumentException("handle must be 0 to " + PlayProtocol.MAX_HANDLE + ", got " + handle);
        }
    }

    private static void requireSeconds(int seconds) {
        if (seconds < 0 || seconds > 0xFFFF) {
            throw new IllegalArgumentException("retryAfterSeconds must be 0 to 65535, got " + seconds);
        }
    }
}
