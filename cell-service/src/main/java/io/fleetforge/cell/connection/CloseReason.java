package io.fleetforge.cell.connection;

import io.fleetforge.contracts.play.ServerMessage.Close;

/**
 * Why this host closes a socket.
 *
 * @param closeCode of the WebSocket
 */
record CloseReason(Close closeMessage, int closeCode) {

    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;

    static final CloseReason HOST_STOPPING = new CloseReason(new Close("HostStopping", true, 1), GOING_AWAY);
    static final CloseReason SLOW_READER = new CloseReason(new Close("SlowReader", true, 1), 4001);
    static final CloseReason SILENT = new CloseReason(new Close("Silent", true, 0), 4002);
    static final CloseReason NOT_JOINED = new CloseReason(new Close("NotJoinedInTime", false, 0), 4003);
    static final CloseReason RATE_LIMITED = new CloseReason(new Close("RateLimited", true, 1), 4004);
    static final CloseReason TOO_MANY_ERRORS = new CloseReason(new Close("TooManyErrors", true, 1), 4005);
    static final CloseReason SUPERSEDED = new CloseReason(new Close("Superseded", false, 0), 4006);
    static final CloseReason ELSEWHERE = new CloseReason(new Close("OtherHost", true, 1), 4007);

    static final CloseReason FENCED = new CloseReason(new Close("HostFenced", true, 2), 4008);

    static final CloseReason INTERNAL = new CloseReason(new Close("Internal", true, 1), 1011);

    /** Whether the host closes the socket for what the client did or did not do. */
    boolean isFaultOfClient() {
        return equals(SLOW_READER) || equals(SILENT) || equals(RATE_LIMITED) || equals(TOO_MANY_ERRORS);
    }

    /** The session is over. */
    static CloseReason ended(String reason) {
        return reason.equals(SUPERSEDED.closeMessage().reason())
                ? SUPERSEDED
                : new CloseReason(new Close(reason, false, 0), NORMAL);
    }
}
