package io.fleetforge.cell.messaging;

import io.fleetforge.cell.directory.SessionDirectory;
import io.fleetforge.cell.topics.TailSource;
import io.fleetforge.cell.topics.TopicTail;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.SessionRecord;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.runtime.messaging.IncomingEvent;

/** Reads the journal of the world, all of it and each new record, into the directory. */
public final class SessionDirectoryAdapter implements AutoCloseable {

    private final WorldRef world;
    private final SessionDirectory directory;
    private final TopicTail tail;

    public SessionDirectoryAdapter(TailSource source, WorldRef world, SessionDirectory directory) {
        this.world = world;
        this.directory = directory;
        this.tail = TopicTail.ofWorld(source, EventType.SESSION_RECORDED, world, this::deliver)
                .fromBeginning();
    }

    public void start() {
        tail.start(directory::complete);
    }

    private void deliver(IncomingEvent event, long offset) {
        if (event.payload() == null) {
            directory.ended(event.key().substring(event.key().lastIndexOf('/') + 1));
        } else if (event.payload() instanceof SessionRecord record
                && record.world().uid().equals(world.uid())) {
            directory.recorded(record, offset);
        }
    }

    /** Delivers nothing any longer. */
    @Override
    public void close() {
        tail.close();
    }
}
