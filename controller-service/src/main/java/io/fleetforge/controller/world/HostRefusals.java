package io.fleetforge.controller.world;

import java.util.Map;
import java.util.Set;

/**
 * Creates of host pods that the API server refused.
 *
 * @param messages hosts whose create was refused at the incarnation of the record, with the API server's message
 * @param waiting hosts for which no attempt is allowed now, listed or not
 */
record HostRefusals(Map<String, String> messages, Set<String> waiting) {

    /** Every create was accepted. */
    static final HostRefusals NONE = new HostRefusals(Map.of(), Set.of());

    HostRefusals {
        messages = Map.copyOf(messages);
        waiting = Set.copyOf(waiting);
    }
}
