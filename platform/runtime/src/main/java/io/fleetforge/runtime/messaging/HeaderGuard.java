package io.fleetforge.runtime.messaging;

import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;

/**
 * Removes the headers of every incoming record that could steer outgoing ones: reply addresses, and the {@code dead-letter-*} headers
 * that only our own dead-letter producer may write.
 */
public final class HeaderGuard implements ConsumerInterceptor<Object, Object> {

    private static final String REPLY_PREFIX = "reply_";
    private static final String DEAD_LETTER_PREFIX = "dead-letter-";

    @Override
    public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
        records.forEach(record -> strip(record.headers()));
        return records;
    }

    static void strip(Headers headers) {
        var refused = new ArrayList<String>(0);
        for (var header : headers) {
            var name = header.key().toLowerCase(Locale.ROOT);
            if (name.startsWith(REPLY_PREFIX) || name.startsWith(DEAD_LETTER_PREFIX)) {
                refused.add(header.key());
            }
        }
        refused.forEach(headers::remove);
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // Commits are no concern of this class.
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // Nothing to configure.
    }

    @Override
    public void close() {
        // Nothing to release.
    }
}
