package io.fleetforge.controller.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Assigns each cell a host, at most {@code cellsPerHost} per host. A cell stays where it is while its host has capacity, running ones
 * before new ones; the rest fill the lowest ordinals first, and surplus hosts are emptied from the top. Deterministic.
 */
public final class HostPlacer {

    private HostPlacer() {}

    /**
     * @param cell key of the cell, unique in the call
     * @param preferred host that it should stay on or move from, null for none
     * @param running whether it runs there already
     */
    public record Request(String cell, @Nullable String preferred, boolean running) {}

    /**
     * @param world hosts are named {@code <world>-<ordinal>}
     * @return cell key to host name, in the order of {@code requests}
     */
    public static Map<String, String> place(String world, List<Request> requests, int cellsPerHost) {
        if (cellsPerHost < 1) {
            throw new IllegalArgumentException("cellsPerHost must be >= 1, got " + cellsPerHost);
        }
        var needed = Math.ceilDiv(requests.size(), cellsPerHost);
        var retained = retainedHosts(world, requests, needed);
        var load = new HashMap<String, Integer>();
        var placed = new HashMap<String, String>();
        var homeless = new ArrayList<Request>();
        for (var request : runningFirst(requests)) {
            var host = request.preferred();
            if (host != null && retained.contains(host) && load.getOrDefault(host, 0) < cellsPerHost) {
                placed.put(request.cell(), host);
                load.merge(host, 1, Integer::sum);
            } else {
                homeless.add(request);
            }
        }
        for (var request : homeless) {
            var host = firstWithCapacity(world, load, retained, cellsPerHost);
            placed.put(request.cell(), host);
            load.merge(host, 1, Integer::sum);
        }
        var ordered = new LinkedHashMap<String, String>();
        requests.forEach(request -> ordered.put(request.cell(), placed.get(request.cell())));
        return ordered;
    }

    private static List<Request> runningFirst(List<Request> requests) {
        return requests.stream()
                .sorted(Comparator.comparing(Request::running).reversed())
                .toList();
    }

    /** The hosts to keep: those that carry cells now, lowest ordinals first, as many as are needed. */
    private static List<String> retainedHosts(String world, List<Request> requests, int needed) {
        var byOrdinal = new TreeMap<Integer, String>();
        for (var request : requests) {
            var ordinal = ordinal(world, request.preferred());
            if (ordinal >= 0 && request.preferred() != null) {
                byOrdinal.put(ordinal, request.preferred());
            }
        }
        return byOrdinal.values().stream().limit(needed).toList();
    }

    private static String firstWithCapacity(
            String world, Map<String, Integer> load, List<String> retained, int cellsPerHost) {
        for (var host : retained) {
            if (load.getOrDefault(host, 0) < cellsPerHost) {
                return host;
            }
        }
        for (var ordinal = 0; ; ordinal++) {
            var host = name(world, ordinal);
            if (load.getOrDefault(host, 0) < cellsPerHost) {
                return host;
            }
        }
    }

    /** The name of the host with {@code ordinal}. */
    public static String name(String world, int ordinal) {
        return world + "-" + ordinal;
    }

    private static int ordinal(String world, @Nullable String host) {
        var prefix = world + "-";
        if (host == null || !host.startsWith(prefix)) {
            return -1;
        }
        var digits = host.substring(prefix.length());
        return digits.matches("[0-9]{1,6}") ? Integer.parseInt(digits) : -1;
    }
}
