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
 * Encodes and decodes handoff records until the JVM has compiled that code; nothing is sent. Without it the sessions of the first
 * full cell that moves wait for the interpreter, record by record.
 */
public final class Warmup {

    private static final Logger LOG = Logger.getLogger(Warmup.class);
    /** Above the 200 calls after which the JVM compiles a method, and below what a start would feel. */
    private static final int TIMES = 400;

    private static final String NO_OWNER = "warmup";

    private final HostIdentity identity;

    public Warmup(HostIdentity identity) {
        this.identity = identity;
    }

    /** Returns at once; it runs beside the start. */
    public void start() {
        Thread.ofPlatform().daemon().name("warmup").start(() -> {
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
                        NO_OWNER,
                        NO_OWNER,
                        1,
                        NO_OWNER,
                        new Sender(identity.host(), identity.incarnation(), identity.processId()),
                        identity.host(),
                        identity.incarnation(),
                        new Motion(1.5, 2.5, 3.5, 4.5),
                        at));
        pass(
                EventType.SESSION_RECORDED,
                new SessionRecord(
                        world,
                        NO_OWNER,
                        NO_OWNER,
                        1,
                        NO_OWNER,
                        identity.host(),
                        identity.incarnation(),
                        identity.processId(),
                        1.5,
                        2.5,
                        at));
        pass(EventType.SESSION_MOVED, new SessionEvent(world, NO_OWNER, 1, NO_OWNER, NO_OWNER, 1.5, 2.5, at, NO_OWNER));
    }

    private void pass(EventType type, Record payload) throws MalformedMessageException {
        var record = new ConsumerRecord<>(type.topic(), 0, 0, NO_OWNER, MessageCodec.encode(payload));
        IncomingEvent.decode(record, type);
    }
}
