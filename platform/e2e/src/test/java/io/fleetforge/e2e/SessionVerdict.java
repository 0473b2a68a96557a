package io.fleetforge.e2e;

import io.fleetforge.e2e.SessionLog.History;
import io.fleetforge.e2e.SessionRecorder.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What players were told, what the topics say and what the hosts answer, held against each other in a moment of quiet. Pure.
 *
 * @param problems one line for each session that is lost, doubled, back from its end, or elsewhere than the topics say
 * @param players sessions that are on exactly one host, as the topics say
 */
record SessionVerdict(List<String> problems, int players, String summary) {

    SessionVerdict {
        problems = List.copyOf(problems);
    }

    /**
     * @param hosts who answers for each session that anybody ever heard of
     */
    static SessionVerdict of(SessionRecorder recorder, SessionLog sessionLog, Map<String, List<String>> hosts) {
        var problems = new ArrayList<String>();
        var known = recorder.sessions();
        var players = 0;
        var ended = 0;
        var uncheckpointed = 0;
        for (var entry : new TreeMap<>(hosts).entrySet()) { // a verdict reads the same each time
            var session = entry.getKey();
            var history = sessionLog.histories().get(session);
            var counts = known.get(session);
            uncheckpointed += counts == null ? 1 : 0;
            players += entry.getValue().size() == 1 ? 1 : 0;
            ended += history != null && history.ended() ? 1 : 0;
            var problem = add(counts, history, entry.getValue());
            if (!problem.isEmpty()) {
                problems.add("%s (%s, %s) %s; hosts %s; %s"
                        .formatted(
                                session,
                                recorder.player(session),
                                counts,
                                problem,
                                entry.getValue(),
                                history == null ? "" : history.records()));
            }
        }
        sessionLog.uncheckpointed().forEach(session -> problems.add(session + " is in a checkpoint and never began"));
        var summary =
                "%d sessions acknowledged, %d more that nobody was told of; %d live on one host, %d ended; %d checkpoints read"
                        .formatted(known.size(), uncheckpointed, players, ended, sessionLog.checkpoints());
        return new SessionVerdict(problems, players, summary);
    }

    private static String add(@Nullable State counts, @Nullable History history, List<String> hosts) {
        if (hosts.size() > 1) {
            return "is doubled";
        }
        if (history == null || !history.isStarted()) {
            return counts == null ? "" : "was acknowledged and never written down";
        }
        if (!history.doubledClaims().isEmpty()) {
            return "was claimed twice: " + history.doubledClaims();
        }
        if (history.ended()) {
            if (counts == State.PLAYING) {
                return "is lost: it ended and its player did not ask for it";
            }
            return hosts.isEmpty() ? "" : "is back from its end";
        }
        if (hosts.isEmpty()) {
            return counts == State.PLAYING || counts == null || counts == State.LEAVING
                    ? "is lost: no host has it"
                    : "";
        }
        return history.last().host().equals(hosts.getFirst()) ? "" : "is elsewhere than " + history.last();
    }
}
