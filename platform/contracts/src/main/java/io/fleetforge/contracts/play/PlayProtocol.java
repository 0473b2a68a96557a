package io.fleetforge.contracts.play;

/** Names and limits of the play protocol. */
public final class PlayProtocol {

    public static final String PATH = "/api/v1/play";
    /** Subprotocol of binary frames, which is also what a client gets that asks for none. */
    public static final String BINARY = "fleetforge.v1";
    /** Subprotocol of JSON text; {@code ?mode=json} asks for the same. */
    public static final String JSON = "fleetforge.json.v1";

    /** Port of a cell host that serves players, and nothing else. */
    public static final int PORT = 8081;
    /** Name of that port in a pod and in a Service. */
    public static final String PORT_NAME = "players";
    /** Longest address in a message, bytes. */
    public static final int MAX_ADDRESS = 255;

    public static final byte VERSION = 1;
    /** Longest player name, bytes. */
    public static final int MAX_NAME = 64;
    /** Longest token, bytes. */
    public static final int MAX_TOKEN = 1024;
    /** Longest ticket, bytes. */
    public static final int MAX_TICKET = 3072;
    /** Highest sequence number of an input. */
    public static final long MAX_SEQ = 0xFFFF_FFFFL;
    /** Highest handle, and most entities that one delta can name of a kind. */
    public static final int MAX_HANDLE = 0xFFFF;

    private PlayProtocol() {}
}
