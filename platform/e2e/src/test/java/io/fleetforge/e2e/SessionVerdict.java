package io.fleetforge.e2e;

import io.fleetforge.e2e.SessionCount.Count;
import io.fleetforge.e2e.SessionLog.History;
import io.fleetforge.e2e.SessionRecorder.State;
import java.util.ArrayList;
import java.util.List;
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

    /** @param count the sessions and players of each host */
    static SessionVerdict of(SessionRecorder recorder, SessionLog sessionLog, Count count) {
        var problems = new ArrayList<>(unacknowledged(sessionLog, count));
        var known = recorder.sessions();
        var players = 0;
        var ended = 0;
        for (var entry : new TreeMap<>(count.hosts()).entrySet()) { // sorted, so that equal input gives equal text
            var session = entry.getKey();
            var history = sessionLog.histories().get(session);
            var state = known.get(session);
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
                .formatted(
                        known.size(),
                        sessionLog.histories().keySet().stream()
                                .filter(session -> !known.containsKey(session))
                                .count(),
                        players,
                        ended,
                        sessionLog.checkpoints());
        return new SessionVerdict(problems, players, summary);
    }

    /** Sessions whose join was never answered: no token of them is known, so they are counted by host. */
    private static List<String> unacknowledged(SessionLog sessionLog, Count count) {
        var problems = new ArrayList<String>();
        var recorded = new TreeMap<String, Integer>();
        sessionLog.histories().forEach((session, history) -> {
            if (!count.hosts().containsKey(session)) {
                if (!history.duplicateClaims().isEmpty()) {
                    problems.add(session + " was claimed twice: " + history.duplicateClaims());
                }
                if (history.isStarted() && !history.ended()) {
                    recorded.merge(history.last().host(), 1, Integer::sum);
                }
            }
        });
        for (var host : count.players().keySet()) {
            if (count.others(host) != recorded.getOrDefault(host, 0)) {
                problems.add("%s has %d players without a known token, and %d are recorded"
                        .formatted(host, count.others(host), recorded.getOrDefault(host, 0)));
            }
        }
        return problems;
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
