package io.fleetforge.e2e;

import io.fleetforge.e2e.SessionLog.History;
import io.fleetforge.e2e.SessionRecorder.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares what players observed, the topics and the hosts while no operation runs. Pure.
 *
 * @param problems one line for each session that is lost, duplicated, present after its end, or on another host than recorded
 * @param players sessions that are on exactly one host
 */
record SessionVerdict(List<String> problems, int players, String summary) {

    SessionVerdict {
        problems = List.copyOf(problems);
    }

    /** @param hosts the hosts that have each known session */
    static SessionVerdict of(SessionRecorder recorder, SessionLog sessionLog, Map<String, List<String>> hosts) {
        var problems = new ArrayList<String>();
        var known = recorder.sessions();
        var players = 0;
        var ended = 0;
        var unacknowledged = 0;
        for (var entry : new TreeMap<>(hosts).entrySet()) { // sorted, so that equal input gives equal text
            var session = entry.getKey();
            var history = sessionLog.histories().get(session);
            var state = known.get(session);
            unacknowledged += state == null ? 1 : 0;
            players += entry.getValue().size() == 1 ? 1 : 0;
            ended += history != null && history.ended() ? 1 : 0;
            var problem = problemOf(state, history, entry.getValue());
            if (!problem.isEmpty()) {
                problems.add("%s (%s, %s) %s; hosts %s; %s"
                        .formatted(
                                session,
                                recorder.player(session),
                                state,
                                problem,
                                entry.getValue(),
                                history == null ? "" : history.records()));
            }
        }
        sessionLog
                .onlyInCheckpoints()
                .forEach(session -> problems.add(session + " is in a checkpoint and was never recorded"));
        var summary = "%d sessions acknowledged, %d more unacknowledged; %d on one host, %d ended; %d checkpoints read"
                .formatted(known.size(), unacknowledged, players, ended, sessionLog.checkpoints());
        return new SessionVerdict(problems, players, summary);
    }

    private static String problemOf(@Nullable State state, @Nullable History history, List<String> hosts) {
        if (hosts.size() > 1) {
            return "is duplicated";
        }
        if (history == null || !history.isStarted()) {
            return state == null ? "" : "was acknowledged and never recorded";
        }
        if (!history.duplicateClaims().isEmpty()) {
            return "was claimed twice: " + history.duplicateClaims();
        }
        if (history.ended()) {
            if (state == State.PLAYING) {
                return "is lost: it ended without a request of its player";
            }
            return hosts.isEmpty() ? "" : "is present after its end";
        }
        if (hosts.isEmpty()) {
            return state == State.PLAYING || state == null || state == State.LEAVING ? "is lost: no host has it" : "";
        }
        return history.last().host().equals(hosts.getFirst()) ? "" : "is on another host than " + history.last();
    }
}
