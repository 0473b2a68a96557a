package io.fleetforge.local.demo;

import io.fleetforge.bots.BotListener;
import io.fleetforge.contracts.geometry.Point;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Who plays and where, as the players themselves see it. Thread-safe. */
final class Crowd implements BotListener {

    private final Map<String, Point> places = new ConcurrentHashMap<>();

    /** Where everybody stands who has seen something, by name. */
    Map<String, Point> places() {
        return new TreeMap<>(places);
    }

    @Override
    public void joined(String player, String session) {}

    @Override
    public void stands(String player, Point place) {
        places.put(player, place);
    }

    @Override
    public void leaves(String player, String session) {
        places.remove(player);
    }

    @Override
    public void left(String player, String session) {
        places.remove(player);
    }

    @Override
    public void lost(String player, String session, String why) {
        places.remove(player);
    }
}
