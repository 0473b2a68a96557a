package io.fleetforge.cell.gateway;

import io.fleetforge.cell.directory.SessionDirectory;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.MessageCodec;
import io.fleetforge.contracts.message.SessionRecord;
import io.fleetforge.runtime.messaging.EventPublisher;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/** A journal in memory: acknowledges each record, and shows it to the directory unless it is held. Thread-safe. */
final class JournalFixture {

    private final SessionDirectory directory;
    private final List<Entry> records = new ArrayList<>();
    private int shown;
    private boolean acknowledges = true;
    private boolean shows = true;

    /** @param record null for a tombstone */
    record Entry(String session, @Nullable SessionRecord record) {}

    JournalFixture(SessionDirectory directory) {
        this.directory = directory;
    }

    EventPublisher publisher() {
        return MemoryPublisher.to(this::received);
    }

    private synchronized void received(Message<byte[]> message) throws MalformedMessageException {
        if (!acknowledges) {
            message.nack(new IllegalStateException("Kafka is away"));
            return;
        }
        var key = message.getMetadata(OutgoingKafkaRecordMetadata.class)
                .map(OutgoingKafkaRecordMetadata::getKey)
                .map(String::valueOf)
                .orElseThrow();
        var payload = message.getPayload();
        records.add(new Entry(
                key.substring(key.lastIndexOf('/') + 1),
                payload == null ? null : MessageCodec.decode(payload, SessionRecord.class)));
        message.ack();
        if (shows) {
            show();
        }
    }

    /** What is written from now on fails. */
    synchronized void fail() {
        acknowledges = false;
    }

    /** What is written from now on is not read back until {@link #show}. */
    synchronized void hold() {
        shows = false;
    }

    synchronized void show() {
        shows = true;
        for (; shown < records.size(); shown++) {
            var entry = records.get(shown);
            if (entry.record() == null) {
                directory.ended(entry.session());
            } else {
                directory.recorded(entry.record(), shown);
            }
        }
    }

    synchronized int size() {
        return records.size();
    }

    /** The last record of the session; its own is null for a tombstone. */
    synchronized Entry last(String session) {
        return records.reversed().stream()
                .filter(entry -> entry.session().equals(session))
                .findFirst()
                .orElseThrow();
    }

    synchronized List<Entry> records() {
        return List.copyOf(records);
    }
}
