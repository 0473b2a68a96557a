package io.fleetforge.cell.recovery;

import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.cell.checkpoint.SessionOwner;
import io.fleetforge.contracts.message.SubjectClaim;
import io.fleetforge.contracts.message.TopologyMessage;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which sessions a host may adopt after their process is gone. Of each session one claim counts, from journal, handoff or
 * checkpoint: that of the highest epoch, and there the handoff, since its sender owns the session no longer; else the latest. It
 * holds the position of the entity and the owner. The session is recoverable when that process is gone for certain, see
 * {@link SessionOwner#isGone}; a session of a running host never is. Pure.
 */
public final class SessionRecovery {

    /**
     * Older checkpoints and handoffs may name sessions whose tombstones are deleted from the journal already: those are kept for a day,
     * see infra/kafka/topics.yaml.
     */
    public static final Duration HORIZON = Duration.ofHours(20);

    private final Map<String, Claim> newest;
    private final RecoveryLog log;

    /**
     * What a record states about a session.
     *
     * @param writer the process that wrote it
     */
    private record Claim(SessionOwner owner, SessionOwner writer, boolean handedOff, long atMs, SavedSession session) {

        Claim(SessionOwner owner, long atMs, SavedSession session) {
            this(owner, owner, false, atMs, session);
        }

        boolean isNewerThan(Claim before) {
            if (session.epoch() != before.session.epoch()) {
                return session.epoch() > before.session.epoch();
            }
            if (handedOff != before.handedOff) {
                // A host that leaves may forward a session at the epoch at which another recovers it: that one has it.
                return handedOff == writer.equals(before.writer);
            }
            return atMs >= before.atMs; // of one process: clocks of two hosts are not comparable
        }
    }

    private SessionRecovery(Map<String, Claim> newest, RecoveryLog log) {
        this.newest = newest;
        this.log = log;
    }

    /**
     * Collects the newest claim of each session. A checkpoint or handoff of a session without journal entry counts only while it is
     * younger than {@link #HORIZON}: of an older one the session may have ended.
     *
     * @param uid of the world; claims of other worlds are skipped
     * @param nowMs milliseconds since 1970
     */
    public static SessionRecovery of(String uid, RecoveryLog log, long nowMs) {
        var newest = new HashMap<String, Claim>();
        log.journal().stream()
                .filter(entry -> entry.world().equals(uid))
                .forEach(entry -> accept(newest, new Claim(entry.owner(), entry.atMs(), entry.session())));
        var journalled = Set.copyOf(newest.keySet());
        var sinceMs = nowMs - HORIZON.toMillis();
        log.handoffs().stream()
                .filter(handoff -> handoff.world().equals(uid))
                .filter(handoff -> handoff.atMs() >= sinceMs
                        || journalled.contains(handoff.session().id()))
                .forEach(handoff -> accept(
                        newest,
                        new Claim(handoff.receiver(), handoff.sender(), true, handoff.atMs(), handoff.session())));
        var subjects = subjects(log);
        log.checkpoints().stream()
                .filter(checkpoint -> checkpoint.world().equals(uid))
                .forEach(checkpoint -> checkpoint.sessions().stream()
                        .filter(session -> checkpoint.takenAtMs() >= sinceMs || journalled.contains(session.id()))
                        .forEach(session -> accept(
                                newest,
                                new Claim(
                                        checkpoint.owner(),
                                        checkpoint.takenAtMs(),
                                        session.of(subjects.get(session.id()))))));
        return new SessionRecovery(newest, log);
    }

    /**
     * @param self the adopting process
     * @return the newest claim first: of two sessions of one player the first is adopted
     */
    public List<RecoverableSession> in(TopologyMessage topology, SessionOwner self) {
        return newest.values().stream()
                .filter(claim -> !log.ended().contains(claim.session().id()))
                .filter(claim -> claim.owner().isGone(topology, self))
                .sorted(Comparator.comparingLong(Claim::atMs)
                        .reversed()
                        .thenComparing(claim -> claim.session().id()))
                .map(claim -> new RecoverableSession(claim.session(), claim.owner()))
                .toList();
    }

    /** The highest epoch known of each session; of one that ended the highest there is. */
    public Map<String, Long> epochs() {
        return newest.values().stream()
                .map(Claim::session)
                .collect(Collectors.toMap(
                        SavedSession::id,
                        session -> log.ended().contains(session.id()) ? Long.MAX_VALUE : session.epoch()));
    }

    /** Checkpoints hold no subjects; the journal has a record of each living session. */
    private static Map<String, SubjectClaim> subjects(RecoveryLog log) {
        var subjects = new HashMap<String, SubjectClaim>();
        log.journal().forEach(entry -> {
            var subject = entry.session().subject();
            if (subject != null) {
                subjects.put(entry.session().id(), subject);
            }
        });
        return subjects;
    }

    private static void accept(Map<String, Claim> newest, Claim claim) {
        newest.merge(claim.session().id(), claim, (before, now) -> now.isNewerThan(before) ? now : before);
    }
}
