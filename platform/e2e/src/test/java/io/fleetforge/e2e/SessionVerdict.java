package io.fleetforge.e2e;

import io.fleetforge.e2e.SessionLog.Fate;
import io.fleetforge.e2e.SessionRecorder.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What players were told, what the topics say and what the hosts answer, held against each other in a moment of quiet. Pure.
 *
 * @param wrongs one line for each session that is lost, doubled, back from its end, or elsewhere than the topics say
 * @param lives sessions that are on exactly one host, as the topics say
 */
record SessionVerdict(List<String> wrongs, int lives, String summary) {

    SessionVerdict {
        wrongs = List.copyOf(wrongs);
    }

    /**
     * @param hosts who answers for each session that anybody ever heard of
     */
    static SessionVerdict of(SessionRecorder diary, SessionLog ledger, Map<String, List<String>> hosts) {
        var wrongs = new ArrayList<String>();
        var known = diary.sessions();
        var lives = 0;
        var ended = 0;
        var unheard = 0;
        for (var entry : new TreeMap<>(hosts).entrySet()) { // a verdict reads the same each time
            var session = entry.getKey();
            var fate = ledger.fates().get(session);
            var told = known.get(session);
            unheard += told == null ? 1 : 0;
            lives += entry.getValue().size() == 1 ? 1 : 0;
            ended += fate != null && fate.ended() ? 1 : 0;
            var wrong = wrong(told, fate, entry.getValue());
            if (!wrong.isEmpty()) {
                wrongs.add("%s (%s, %s) %s; hosts %s; %s"
                        .formatted(
                                session,
                                diary.player(session),
                                told,
                                wrong,
                                entry.getValue(),
                                fate == null ? "" : fate.story()));
            }
        }
        ledger.unheardOf().forEach(session -> wrongs.add(session + " is in a checkpoint and never began"));
        var summary =
                "%d sessions acknowledged, %d more that nobody was told of; %d live on one host, %d ended; %d checkpoints read"
                        .formatted(known.size(), unheard, lives, ended, ledger.checkpoints());
        return new SessionVerdict(wrongs, lives, summary);
    }

    private static String wrong(@Nullable Known told, @Nullable Fate fate, List<String> hosts) {
        if (hosts.size() > 1) {
            return "is doubled";
        }
        if (fate == null || !fate.began()) {
            return told == null ? "" : "was acknowledged and never written down";
        }
        if (!fate.doubledClaims().isEmpty()) {
            return "was claimed twice: " + fate.doubledClaims();
        }
        if (fate.ended()) {
            if (told == Known.PLAYING) {
                return "is lost: it ended and its player did not ask for it";
            }
            return hosts.isEmpty() ? "" : "is back from its end";
        }
        if (hosts.isEmpty()) {
            return told == Known.PLAYING || told == null || told == Known.LEAVING ? "is lost: no host has it" : "";
        }
        return fate.last().host().equals(hosts.getFirst()) ? "" : "is elsewhere than " + fate.last();
    }
}
