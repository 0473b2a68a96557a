package io.fleetforge.local.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Addresses of the names of a cluster on this machine, as options for curl.
 *
 * @param names addresses by name; the URL keeps its port
 * @param ports addresses with port, by {@code name:port}
 */
record ServiceAddresses(Map<String, String> names, Map<String, String> ports) {

    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** The name of the Deployment, which is better known than that of its Service. */
    private static final Map<String, String> ALIASES = Map.of("controller-service", "fleetforge-controller");

    ServiceAddresses {
        names = Map.copyOf(names);
        ports = Map.copyOf(ports);
    }

    /**
     * @param hosts lines of a hosts file: an address and its names
     * @param ports addresses with port, by {@code name:port}
     */
    static ServiceAddresses of(List<String> hosts, Map<String, String> ports) {
        var names = new HashMap<String, String>();
        for (var line : hosts) {
            var options = SPACE.split(line.strip());
            for (var name : List.of(options).subList(1, options.length)) {
                names.putIfAbsent(name, options[0]);
                var alias = ALIASES.get(name);
                if (alias != null) {
                    names.putIfAbsent(alias, options[0]);
                }
            }
        }
        names.remove("localhost");
        return new ServiceAddresses(names, ports);
    }

    /** Options that connect curl to these addresses without a proxy. */
    List<String> curlOptions() {
        var options = new ArrayList<String>();
        names.forEach((name, address) -> options.addAll(List.of("--connect-to", name + "::" + address + ":")));
        ports.forEach((name, address) -> options.addAll(List.of("--connect-to", name + ":" + address)));
        var direct = new LinkedHashSet<>(names.keySet());
        ports.keySet().forEach(name -> direct.add(name.substring(0, name.indexOf(':'))));
        options.addAll(noProxy(direct));
        return options;
    }

    private static List<String> noProxy(Set<String> direct) {
        return direct.isEmpty() ? List.of() : List.of("--noproxy", String.join(",", direct));
    }
}
