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
 * Unpacks posts: each changed alert is published under its own key before the post is acknowledged. One instance reads
 * each post; after a crash another one repeats it, which is idempotent.
 */
@ApplicationScoped
public class AlertEventAdapter {

    private static final Logger LOG = Logger.getLogger(AlertEventAdapter.class);
    private static final long WRITE_TIMEOUT_S = 150;
    private static final int CHUNK = 200;

    private final ChangeFilter changes;
    private final AlertPublisher publisher;

    public AlertEventAdapter(ChangeFilter changes, AlertPublisher publisher) {
        this.changes = changes;
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

    /** The post is confirmed to its sender: publishing is repeated until it succeeds. */
    private boolean isWritten(List<AlertMessage> messages, CorrelationId correlation) throws InterruptedException {
        var writes = new ArrayList<CompletableFuture<Void>>();
        for (var update : changes.changesIn(messages)) {
            writes.add(publisher.changed(update.alert(), correlation).toCompletableFuture());
        }
        try {
            CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).get(WRITE_TIMEOUT_S, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            LOG.warnf("%d alerts not written yet: %s", writes.size(), e.getMessage());
            return false;
        }
    }
}
