package io.fleetforge.local.demo;

import io.fleetforge.bots.BotListener;
import io.fleetforge.contracts.geometry.Point;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The players and their positions, from the bots themselves. Thread-safe. */
final class Crowd implements BotListener {

    private final Map<String, Point> positions = new ConcurrentHashMap<>();

    /** Positions of the players that have received a view, by name. */
    Map<String, Point> positions() {
        return new TreeMap<>(positions);
    }

    @Override
    public void joined(String player, String session, String token) {}

    @Override
    public void moved(String player, Point position) {
        positions.put(player, position);
    }

    @Override
    public void leaving(String player, String session) {
        positions.remove(player);
    }

    @Override
    public void left(String player, String session) {
        positions.remove(player);
    }

    @Override
    public void lost(String player, String session, String why) {
        positions.remove(player);
    }
}
