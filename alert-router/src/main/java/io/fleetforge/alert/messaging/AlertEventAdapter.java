package io.fleetforge.alert.messaging;

import io.fleetforge.alert.store.ChangeFilter;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.message.AlertBatch;
import io.fleetforge.contracts.message.AlertMessage;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.runtime.correlation.CorrelationScope;
import io.fleetforge.runtime.messaging.IncomingEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Unpacks posts: each alert that says something new is written down under its own key before the post is done with. One instance
 * reads each post; when it dies half-way, another does it again, and what was written is written once more, to the same effect.
 */
@ApplicationScoped
public class AlertEventAdapter {

    private static final Logger LOG = Logger.getLogger(AlertEventAdapter.class);
    private static final long LONGEST_WRITE_S = 150;
    private static final int CHUNK = 200;

    private final ChangeFilter news;
    private final AlertPublisher publisher;

    public AlertEventAdapter(ChangeFilter news, AlertPublisher publisher) {
        this.news = news;
        this.publisher = publisher;
    }

    @Incoming("alert-events")
    @Blocking
    public void receive(ConsumerRecord<String, byte[]> record) throws Exception {
        var event = IncomingEvent.decode(record, EventType.ALERTS_RECEIVED);
        if (event.isEmpty()) {
            return;
        }
        try (var scope = CorrelationScope.open(event.get().correlation())) {
            switch (event.get().payload()) {
                case AlertBatch batch -> unpack(batch.alerts(), event.get().correlation());
                case AlertMessage one -> unpack(List.of(one), event.get().correlation());
                case null, default ->
                    throw new MalformedMessageException(
                            "no alerts in " + event.get().type(), null);
            }
        }
    }

    private void unpack(List<AlertMessage> messages, CorrelationId correlation) throws InterruptedException {
        for (var from = 0; from < messages.size(); from += CHUNK) {
            var chunk = messages.subList(from, Math.min(messages.size(), from + CHUNK));
            while (!isWritten(chunk, correlation)) {
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }

    /** Who sent the post was told that it is safe: it is tried until it is written. */
    private boolean isWritten(List<AlertMessage> messages, CorrelationId correlation) throws InterruptedException {
        var writes = new ArrayList<CompletableFuture<Void>>();
        for (var word : news.of(messages)) {
            writes.add(publisher.changed(word.alert(), correlation).toCompletableFuture());
        }
        try {
            CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).get(LONGEST_WRITE_S, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf("%d alerts are not written down yet: %s", writes.size(), e.getMessage());
            return false;
        }
    }
}
