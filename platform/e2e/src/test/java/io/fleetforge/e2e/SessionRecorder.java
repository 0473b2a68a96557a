package io.fleetforge.e2e;

import io.fleetforge.bots.BotListener;
import io.fleetforge.contracts.geometry.Point;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Records acknowledged joins and ends, from the players' side. Thread-safe. */
final class SessionRecorder implements BotListener {

    /** The state of a session at its player. */
    enum State {
        PLAYING,
        /** The player requested the end and received no answer. */
        LEAVING,
        LEFT
    }

    private final Map<String, State> sessions = new ConcurrentHashMap<>();
    private final Map<String, String> players = new ConcurrentHashMap<>();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Set<String> lost = ConcurrentHashMap.newKeySet();

    /** By session. */
    Map<String, State> sessions() {
        return new TreeMap<>(sessions);
    }

    /** The first token of each acknowledged session. */
    Map<String, String> tokens() {
        return new TreeMap<>(tokens);
    }

    String player(String session) {
        return players.getOrDefault(session, "a player without an acknowledged session");
    }

    /** Players who could not resume their session. */
    Set<String> lost() {
        return new TreeSet<>(lost);
    }

    @Override
    public void joined(String player, String session, String token) {
        tokens.put(session, token);
        players.put(session, player);
        sessions.put(session, State.PLAYING);
    }

    @Override
    public void moved(String player, Point position) {}

    @Override
    public void leaving(String player, String session) {
        sessions.put(session, State.LEAVING);
    }

    @Override
    public void left(String player, String session) {
        sessions.put(session, State.LEFT);
    }

    @Override
    public void lost(String player, String session, String reason) {
        lost.add(player + " (" + session + "): " + reason);
    }
}
