package io.fleetforge.e2e;

import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.MessageCodec;
import io.fleetforge.contracts.message.SessionEvent;
import io.fleetforge.contracts.message.SessionHandoff;
import io.fleetforge.contracts.message.SessionRecord;
import io.fleetforge.contracts.names.Topics;
import io.fleetforge.testing.TopicReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the topics say of each session of a world, read from their beginning with a plain client and judged without any code
 * of the services. Words of one session are in one partition of a topic, so their order is the order in which they were taken.
 */
final class SessionLedger {

    private final Map<String, Fate> fates = new TreeMap<>();
    private final Map<String, Integer> checkpointed = new TreeMap<>();
    private int checkpoints;

    /**
     * One process's word that it has the session.
     *
     * @param given the word is a hand-over to {@code host}, which has not answered with a claim of its own
     */
    record Word(long epoch, String host, String boot, boolean given) {}

    /** All that was said about one session. */
    static final class Fate {
        private final List<Word> claims = new ArrayList<>();
        private final List<Word> gifts = new ArrayList<>();
        private boolean endIsLast;
        private String left = "";

        /** Its join was written down, and so could be acknowledged. */
        boolean began() {
            return !claims.isEmpty();
        }

        boolean ended() {
            return endIsLast;
        }

        /** Why it ended, as the host told; empty when no event says so. */
        String left() {
            return left;
        }

        /** The newest word: a hand-over counts above the claim of the same epoch. */
        Word last() {
            var last = claims.getFirst();
            for (var word : claims) {
                last = word.epoch() >= last.epoch() ? word : last;
            }
            for (var word : gifts) {
                last = word.epoch() >= last.epoch() ? word : last;
            }
            return last;
        }

        /** Processes that claimed the same epoch: each but the first had what another had. */
        List<String> doubledClaims() {
            var boots = new TreeMap<Long, TreeSet<String>>();
            claims.forEach(claim -> boots.computeIfAbsent(claim.epoch(), epoch -> new TreeSet<>())
                    .add(claim.host() + "/" + claim.boot()));
            return boots.entrySet().stream()
                    .filter(entry -> entry.getValue().size() > 1)
                    .map(entry -> "epoch " + entry.getKey() + " by " + entry.getValue())
                    .toList();
        }

        String story() {
            return "claims " + distinct(claims) + ", handed over " + distinct(gifts)
                    + (endIsLast ? ", ended " + left : "");
        }

        private static List<String> distinct(List<Word> words) {
            return words.stream()
                    .map(word ->
                            word.epoch() + "@" + word.host() + "/" + word.boot().substring(0, 4))
                    .distinct()
                    .toList();
        }
    }

    /**
     * @param world namespace/name
     * @param uid of the world: its predecessors of the same name are others
     */
    static SessionLedger read(TopicReader topics, String world, String uid) throws Exception {
        return of(
                world,
                uid,
                new Records(
                        topics.all(Topics.CELL_SESSIONS),
                        topics.all(Topics.CELL_HANDOFFS),
                        topics.all(Topics.CELL_EVENTS),
                        topics.all(Topics.CELL_CHECKPOINTS)));
    }

    /** What was read of each topic. */
    record Records(
            List<ConsumerRecord<String, byte[]>> sessions,
            List<ConsumerRecord<String, byte[]>> handoffs,
            List<ConsumerRecord<String, byte[]>> events,
            List<ConsumerRecord<String, byte[]>> checkpoints) {}

    static SessionLedger of(String world, String uid, Records records) throws Exception {
        var ledger = new SessionLedger();
        for (var record : of(world, records.sessions())) {
            ledger.journal(record, uid);
        }
        for (var record : of(world, records.handoffs())) {
            if (record.value() != null) {
                ledger.handedOver(MessageCodec.decode(record.value(), SessionHandoff.class), uid);
            }
        }
        for (var record : of(world, records.events())) {
            if (EventType.SESSION_LEFT.type().equals(TopicReader.header(record, "ce_type"))) {
                ledger.left(MessageCodec.decode(record.value(), SessionEvent.class), uid);
            }
        }
        for (var record : of(world, records.checkpoints())) {
            if (record.value() != null) {
                ledger.checkpoint(ByteBuffer.wrap(record.value()), uid);
            }
        }
        return ledger;
    }

    private static List<ConsumerRecord<String, byte[]>> of(String world, List<ConsumerRecord<String, byte[]>> records) {
        return records.stream()
                .filter(record -> record.key().startsWith(world + "/"))
                .toList();
    }

    private void left(SessionEvent event, String uid) {
        if (event.world().uid().equals(uid)) {
            fate(event.session()).left = event.reason();
        }
    }

    private void journal(ConsumerRecord<String, byte[]> record, String uid) throws Exception {
        if (record.value() == null) {
            var fate = fates.get(record.key().substring(record.key().lastIndexOf('/') + 1));
            if (fate != null) {
                fate.endIsLast = true;
            }
            return;
        }
        var word = MessageCodec.decode(record.value(), SessionRecord.class);
        if (word.world().uid().equals(uid)) {
            var fate = fate(word.session());
            fate.endIsLast = false;
            fate.claims.add(new Word(word.epoch(), word.host(), word.boot(), false));
        }
    }

    private void handedOver(SessionHandoff word, String uid) {
        if (word.world().uid().equals(uid)) {
            fate(word.session())
                    .gifts
                    .add(new Word(word.epoch(), word.host(), word.sender().boot(), true));
        }
    }

    /** As CheckpointCodec documents it, version 2: who is named, and that the record holds what it says. */
    private void checkpoint(ByteBuffer bytes, String uid) {
        if (bytes.getInt() != 0x46464350 || bytes.getShort() != 2) {
            throw new IllegalStateException("a checkpoint of an unknown form");
        }
        var world = text(bytes);
        if (!world.equals(uid)) {
            return;
        }
        for (var i = 0; i < 3; i++) {
            text(bytes);
        }
        bytes.position(bytes.position() + 3 * Long.BYTES);
        var count = bytes.getInt();
        for (var i = 0; i < count; i++) {
            checkpointed.merge(text(bytes), 1, Integer::sum);
            text(bytes);
            bytes.position(bytes.position() + Long.BYTES + 32 + 4 * Double.BYTES);
        }
        checkpoints++;
    }

    private static String text(ByteBuffer bytes) {
        var text = new byte[Short.toUnsignedInt(bytes.getShort())];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private Fate fate(String session) {
        return fates.computeIfAbsent(session, id -> new Fate());
    }

    /** By session. */
    Map<String, Fate> fates() {
        return fates;
    }

    int checkpoints() {
        return checkpoints;
    }

    /** Sessions that a checkpoint names and the journal never heard of. */
    List<String> unheardOf() {
        return checkpointed.keySet().stream()
                .filter(session ->
                        fates.get(session) == null || !fates.get(session).began())
                .toList();
    }
}
