package io.fleetforge.cell.keys;

import io.fleetforge.cell.topics.TailSource;
import io.fleetforge.cell.topics.TopicTail;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.SessionKey;
import io.fleetforge.contracts.message.WorldRef;
import io.fleetforge.runtime.messaging.IncomingEvent;
import org.jboss.logging.Logger;

/** Reads the keys of the world's host processes, all published ones and each new one, into the ring. */
public final class SessionKeyAdapter implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SessionKeyAdapter.class);

    private final WorldRef world;
    private final KeyRing ring;
    private final TopicTail tail;

    public SessionKeyAdapter(TailSource source, WorldRef world, KeyRing ring) {
        this.world = world;
        this.ring = ring;
        this.tail = TopicTail.ofWorld(source, EventType.SESSION_KEY_PUBLISHED, world, this::deliver)
                .fromBeginning();
    }

    public void start() {
        tail.start(ring::complete);
    }

    private void deliver(IncomingEvent event) {
        if (event.payload() instanceof SessionKey key && key.world().uid().equals(world.uid())) {
            var verification = VerificationKey.of(key.publicKey());
            if (verification.kid().equals(key.kid())) {
                ring.add(verification);
            } else {
                LOG.errorf("the key %s of host %s is refused: its id is not its thumbprint", key.kid(), key.host());
            }
        }
    }

    /** Delivers nothing any longer. */
    @Override
    public void close() {
        tail.close();
    }
}
