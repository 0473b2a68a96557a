package io.fleetforge.runtime.messaging;

import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/**
 * Sends on a channel of the messaging framework; fails at once when the channel's bounded buffer is full.
 *
 * @param emitter of the channel
 */
record ChannelSink(MutinyEmitter<byte[]> emitter) implements EventSink {

    @Override
    public CompletionStage<Void> send(OutgoingEvent event) {
        var attributes = event.attributes();
        var record = OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(event.key())
                .withPartition(event.partition())
                .withHeaders(event.headers())
                .build();
        var cloudEvent = OutgoingCloudEventMetadata.builder()
                .withId(attributes.id())
                .withType(attributes.type())
                .withSource(attributes.source())
                .withTimestamp(attributes.time().toZonedDateTime())
                .withDataContentType(attributes.dataContentType())
                .withDataSchema(attributes.dataSchema())
                .build();
        var done = new CompletableFuture<Void>();
        var message = Message.of(event.payload(), Metadata.of(record, cloudEvent), () -> {
                    done.complete(null);
                    return CompletableFuture.completedFuture(null);
                })
                .withNack(failure -> {
                    done.completeExceptionally(failure);
                    return CompletableFuture.completedFuture(null);
                });
        try {
            emitter.sendMessageAndForget(message);
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
        return done;
    }
}
