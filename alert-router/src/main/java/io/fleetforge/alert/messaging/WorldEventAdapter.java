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
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Brings what happened to worlds to the desk, for the timelines of incidents. Every instance reads all of it. */
@ApplicationScoped
public class WorldEventAdapter {

    private static final Set<EventType> TROUBLE = EnumSet.of(EventType.WORLD_DEGRADED, EventType.CELL_RECOVERED);

    private final AlertStore desk;
    private final Clock clock;

    public WorldEventAdapter(AlertStore desk, Clock clock) {
        this.desk = desk;
        this.clock = clock;
    }

    @Incoming("world-happenings")
    @Blocking
    public void receive(ConsumerRecord<String, byte[]> record) throws MalformedMessageException {
        var event = IncomingEvent.decode(record, EventType.WORLD_DEGRADED);
        if (event.isEmpty() || !(event.get().payload() instanceof WorldEvent happened)) {
            return;
        }
        var happening = new WorldEventEntry(
                "%s/%d/%d".formatted(record.topic(), record.partition(), record.offset()),
                happened.at(),
                "fleetforge-controller",
                happened.world().namespace(),
                happened.world().name(),
                happened.reason(),
                happened.message(),
                TROUBLE.contains(event.get().type()),
                event.get().correlation().value());
        desk.change(now -> now.happenings().add(happening, clock.instant()));
    }
}
