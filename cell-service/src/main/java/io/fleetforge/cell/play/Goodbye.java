package io.fleetforge.cell.play;

import io.fleetforge.contracts.play.ServerMessage.Bye;

/**
 * Why this host closes a socket.
 *
 * @param closeCode of the WebSocket
 */
record Goodbye(Bye bye, int closeCode) {

    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;

    static final Goodbye HOST_STOPPING = new Goodbye(new Bye("HostStopping", true, 1), GOING_AWAY);
    static final Goodbye SLOW_READER = new Goodbye(new Bye("SlowReader", true, 1), 4001);
    static final Goodbye SILENT = new Goodbye(new Bye("Silent", true, 0), 4002);
    static final Goodbye NOT_JOINED = new Goodbye(new Bye("NotJoinedInTime", false, 0), 4003);
    static final Goodbye RATE_LIMITED = new Goodbye(new Bye("RateLimited", true, 1), 4004);
    static final Goodbye TOO_MANY_ERRORS = new Goodbye(new Bye("TooManyErrors", true, 1), 4005);
    static final Goodbye SUPERSEDED = new Goodbye(new Bye("Superseded", false, 0), 4006);
    static final Goodbye ELSEWHERE = new Goodbye(new Bye("Elsewhere", true, 1), 4007);

    static final Goodbye FENCED = new Goodbye(new Bye("HostFenced", true, 2), 4008);

    static final Goodbye INTERNAL = new Goodbye(new Bye("Internal", true, 1), 1011);

    /** The session is over. */
    static Goodbye ended(String reason) {
        return new Goodbye(new Bye(reason, false, 0), NORMAL);
    }
}
