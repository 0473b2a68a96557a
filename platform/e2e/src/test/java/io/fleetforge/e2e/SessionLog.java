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
 * The records of each session of a world, read from their beginning with a plain client and without any code of the services.
 * The journal is compacted: read it while it is written. Records of one session are in one topic partition, in their order.
 */
final class SessionLog {

    private final String world;
    private final String uid;
    private final Map<String, History> histories = new TreeMap<>();
    private final Map<String, Integer> checkpointed = new TreeMap<>();
    private int checkpoints;

    /**
     * A claim or handoff of a session by one process.
     *
     * @param handedOff whether it is a handoff to {@code host}, which has not answered with a claim of its own
     */
    record Record(long epoch, String host, String incarnation, boolean handedOff) {}

    /** All records of one session. */
    static final class History {
        private final List<Record> claims = new ArrayList<>();
        private final List<Record> handoffs = new ArrayList<>();
        private boolean endIsLast;
        private String left = "";

        /** Whether its join was recorded, and so could be acknowledged. */
        boolean isStarted() {
            return !claims.isEmpty() || endIsLast;
        }

        boolean ended() {
            return endIsLast;
        }

        /** Why it ended, as the host reported; empty without such an event. */
        String left() {
            return left;
        }

        /** The newest record: a handoff counts above the claim of the same epoch. */
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

        /** Epochs that several processes claimed. */
        List<String> duplicateClaims() {
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
            return "claims " + distinct(claims) + ", handed off " + distinct(handoffs)
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
     * @param uid of the world: records of an earlier world of the same name are skipped
     */
    SessionLog(String world, String uid) {
        this.world = world;
        this.uid = uid;
    }

    /** Adds records of the journal and handoffs, in their order; may be called repeatedly. */
    void add(List<ConsumerRecord<String, byte[]>> records) throws Exception {
        for (var record : ofThisWorld(records)) {
            if (record.topic().equals(Topics.CELL_SESSIONS)) {
                journal(record);
            } else if (record.value() != null) {
                handedOff(MessageCodec.decode(record.value(), SessionHandoff.class));
            }
        }
    }

    /** Adds the events of ended sessions and the sessions in the current checkpoints. */
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
            // Its claims may have been compacted before they were read: the end is a record of the session all the
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

    /** As CheckpointCodec documents it, version 2: reads the sessions, and verifies that the record is complete. */
    private void checkpoint(ByteBuffer bytes) {
        if (bytes.getInt() != 0x46464350 || bytes.getShort() != 2) {
            throw new IllegalStateException("a checkpoint of an unknown format");
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

    /** Sessions that a checkpoint names and the journal does not. */
    List<String> onlyInCheckpoints() {
        return checkpointed.keySet().stream()
                .filter(session -> histories.get(session) == null
                        || !histories.get(session).isStarted())
                .toList();
    }
}
