package io.fleetforge.alert.messaging;

import io.fleetforge.alert.incident.WorldEventEntry;
import io.fleetforge.alert.store.AlertStore;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.WorldEvent;
import io.fleetforge.runtime.messaging.IncomingEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Adds world events to the store, for the timelines of incidents. Every instance reads all of them. */
@ApplicationScoped
public class WorldEventAdapter {

    private static final Set<EventType> CAUSES = EnumSet.of(EventType.WORLD_DEGRADED, EventType.CELL_RECOVERED);

    private final AlertStore store;
    private final Clock clock;

    public WorldEventAdapter(AlertStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Incoming("world-events")
    @Blocking
    public void receive(ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        var event = IncomingEvent.decode(record, EventType.WORLD_DEGRADED);
        if (event.isEmpty() || !(event.get().payload() instanceof WorldEvent worldEvent)) {
            return;
        }
        var entry = new WorldEventEntry(
                String.format(Locale.ROOT, "%s/%d/%d", record.topic(), record.partition(), record.offset()),
                worldEvent.at(),
                "fleetforge-controller",
                worldEvent.world().namespace(),
                worldEvent.world().name(),
                worldEvent.reason(),
                worldEvent.message(),
                CAUSES.contains(event.get().type()),
                event.get().correlation().value());
        store.update(state -> state.worldEvents().add(entry, clock.instant()));
    }
}
