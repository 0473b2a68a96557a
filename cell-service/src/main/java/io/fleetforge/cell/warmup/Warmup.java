package io.fleetforge.cell.warmup;

import io.fleetforge.cell.runtime.HostIdentity;
import io.fleetforge.contracts.message.EventType;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.MessageCodec;
import io.fleetforge.contracts.message.SessionEvent;
import io.fleetforge.contracts.message.SessionHandoff;
import io.fleetforge.contracts.message.SessionHandoff.Motion;
import io.fleetforge.contracts.message.SessionHandoff.Sender;
import io.fleetforge.contracts.message.SessionRecord;
import io.fleetforge.runtime.messaging.IncomingEvent;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Writes and reads the words of a handoff until the JVM has compiled that. Nothing is sent. Without it the players of the
 * first full cell that moves wait for an interpreter, word by word.
 */
public final class Warmup {

    private static final Logger LOG = Logger.getLogger(Warmup.class);
    /** Above the 200 calls after which the JVM compiles a method, and below what a start would feel. */
    private static final int TIMES = 400;

    private static final String NOBODY = "rehearsal";

    private final HostIdentity identity;

    public Warmup(HostIdentity identity) {
        this.identity = identity;
    }

    /** Returns at once; it runs beside the start. */
    public void start() {
        Thread.ofPlatform().daemon().name("rehearsal").start(() -> {
            try {
                for (var time = 0; time < TIMES; time++) {
                    once(Instant.ofEpochMilli(time));
                }
            } catch (MalformedMessageException e) {
                LOG.errorf("what this host writes it cannot read: %s", e.getMessage());
            }
        });
    }

    private void once(Instant at) throws MalformedMessageException {
        var world = identity.world();
        pass(
                EventType.SESSION_HANDED_OFF,
                new SessionHandoff(
                        world,
                        NOBODY,
                        NOBODY,
                        1,
                        NOBODY,
                        new Sender(identity.host(), identity.incarnation(), identity.boot()),
                        identity.host(),
                        identity.incarnation(),
                        new Motion(1.5, 2.5, 3.5, 4.5),
                        at));
        pass(
                EventType.SESSION_RECORDED,
                new SessionRecord(
                        world,
                        NOBODY,
                        NOBODY,
                        1,
                        NOBODY,
                        identity.host(),
                        identity.incarnation(),
                        identity.boot(),
                        1.5,
                        2.5,
                        at));
        pass(EventType.SESSION_MOVED, new SessionEvent(world, NOBODY, 1, NOBODY, NOBODY, 1.5, 2.5, at, NOBODY));
    }

    private void pass(EventType type, Record payload) throws MalformedMessageException {
        var record = new ConsumerRecord<>(type.topic(), 0, 0, NOBODY, MessageCodec.encode(payload));
        IncomingEvent.decode(record, type);
    }
}
