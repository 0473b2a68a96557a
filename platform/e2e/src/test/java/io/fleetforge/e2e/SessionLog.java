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
 * of the services. The journal is compacted: read it while it is written. Words of one session are in one partition of a topic, so their order is the order in which they were taken.
 */
final class SessionLog {

    private final String world;
    private final String uid;
    private final Map<String, History> histories = new TreeMap<>();
    private final Map<String, Integer> checkpointed = new TreeMap<>();
    private int checkpoints;

    /**
     * One process's word that it has the session.
     *
     * @param handedOff the word is a handoff to {@code host}, which has not answered with a claim of its own
     */
    record Record(long epoch, String host, String incarnation, boolean handedOff) {}

    /** All that was said about one session. */
    static final class History {
        private final List<Record> claims = new ArrayList<>();
        private final List<Record> handoffs = new ArrayList<>();
        private boolean endIsLast;
        private String left = "";

        /** Its join was written down, and so could be acknowledged. */
        boolean isStarted() {
            return !claims.isEmpty() || endIsLast;
        }

        boolean ended() {
            return endIsLast;
        }

        /** Why it ended, as the host told; empty when no event says so. */
        String left() {
            return left;
        }

        /** The newest word: a handoff counts above the claim of the same epoch. */
        Record last() {
            var last = claims.getFirst();
            for (var record : claims) {
                last = record.epoch() >= last.epoch() ? record : last;
            }
            for (var record : handoffs) {
                last = record.epoch() >= last.epoch() ? record : last;
            }
            return last;
        }

        /** Processes that claimed the same epoch: each but the first had what another had. */
        List<String> doubledClaims() {
            var incarnations = new TreeMap<Long, TreeSet<String>>();
            claims.forEach(claim -> incarnations
                    .computeIfAbsent(claim.epoch(), epoch -> new TreeSet<>())
                    .add(claim.host() + "/" + claim.incarnation()));
            return incarnations.entrySet().stream()
                    .filter(entry -> entry.getValue().size() > 1)
                    .map(entry -> "epoch " + entry.getKey() + " by " + entry.getValue())
                    .toList();
        }

        String records() {
            return "claims " + distinct(claims) + ", handed over " + distinct(handoffs)
                    + (endIsLast ? ", ended " + left : "");
        }

        private static List<String> distinct(List<Record> records) {
            return records.stream()
                    .map(record -> record.epoch() + "@" + record.host() + "/"
                            + record.incarnation().substring(0, 4))
                    .distinct()
                    .toList();
        }
    }

    /**
     * @param world namespace/name
     * @param uid of the world: its predecessors of the same name are others
     */
    SessionLog(String world, String uid) {
        this.world = world;
        this.uid = uid;
    }

    /** Takes in words of the journal and handoffs, in their order; they may come bit by bit. */
    void add(List<ConsumerRecord<String, byte[]>> records) throws Exception {
        for (var record : ofThisWorld(records)) {
            if (record.topic().equals(Topics.CELL_SESSIONS)) {
                journal(record);
            } else if (record.value() != null) {
                handedOff(MessageCodec.decode(record.value(), SessionHandoff.class));
            }
        }
    }

    /** Takes in why sessions ended and what checkpoints name, as it stands now. */
    void addOther(List<ConsumerRecord<String, byte[]>> events, List<ConsumerRecord<String, byte[]>> checkpoints)
            throws Exception {
        for (var record : ofThisWorld(events)) {
            if (EventType.SESSION_LEFT.type().equals(TopicReader.header(record, "ce_type"))) {
                left(MessageCodec.decode(record.value(), SessionEvent.class));
            }
        }
        checkpointed.clear();
        this.checkpoints = 0;
        for (var record : ofThisWorld(checkpoints)) {
            if (record.value() != null) {
                checkpoint(ByteBuffer.wrap(record.value()));
            }
        }
    }

    private List<ConsumerRecord<String, byte[]>> ofThisWorld(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream()
                .filter(record -> record.key().startsWith(world + "/"))
                .toList();
    }

    private void left(SessionEvent event) {
        if (event.world().uid().equals(uid)) {
            history(event.session()).left = event.reason();
        }
    }

    private void journal(ConsumerRecord<String, byte[]> record) throws Exception {
        if (record.value() == null) {
            // Its claims may have been compacted away before anybody read them: the end is a word about it all the
            // same.
            history(record.key().substring(record.key().lastIndexOf('/') + 1)).endIsLast = true;
            return;
        }
        var entry = MessageCodec.decode(record.value(), SessionRecord.class);
        if (entry.world().uid().equals(uid)) {
            var history = history(entry.session());
            history.endIsLast = false;
            history.claims.add(new Record(entry.epoch(), entry.host(), entry.processId(), false));
        }
    }

    private void handedOff(SessionHandoff entry) {
        if (entry.world().uid().equals(uid)) {
            history(entry.session())
                    .handoffs
                    .add(new Record(entry.epoch(), entry.host(), entry.sender().processId(), true));
        }
    }

    /** As CheckpointCodec documents it, version 2: who is named, and that the record holds what it says. */
    private void checkpoint(ByteBuffer bytes) {
        if (bytes.getInt() != 0x46464350 || bytes.getShort() != 2) {
            throw new IllegalStateException("a checkpoint of an unknown form");
        }
        if (!text(bytes).equals(uid)) {
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

    private History history(String session) {
        return histories.computeIfAbsent(session, id -> new History());
    }

    /** By session. */
    Map<String, History> histories() {
        return histories;
    }

    int checkpoints() {
        return checkpoints;
    }

    /** Sessions that a checkpoint names and the journal never heard of. */
    List<String> uncheckpointed() {
        return checkpointed.keySet().stream()
                .filter(session -> histories.get(session) == null
                        || !histories.get(session).isStarted())
                .toList();
    }
}
