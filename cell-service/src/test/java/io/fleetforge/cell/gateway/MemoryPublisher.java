package io.fleetforge.cell.gateway;

import io.fleetforge.runtime.messaging.EventPublisher;
import io.smallrye.reactive.messaging.MutinyEmitter;
import java.lang.reflect.Proxy;
import java.time.Clock;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Publishers whose records stay in this process. */
public final class MemoryPublisher {

    private MemoryPublisher() {}

    /** Acknowledges or refuses a record. */
    public interface Receiver {
        void receive(Message<byte[]> message) throws Exception;
    }

    /** Acknowledges every record and keeps none. */
    public static EventPublisher ignoring() {
        return to(Message::ack);
    }

    @SuppressWarnings("unchecked") // the proxy serves one method, which accepts any message
    public static EventPublisher to(Receiver receiver) {
        var emitter = (MutinyEmitter<byte[]>) Proxy.newProxyInstance(
                MemoryPublisher.class.getClassLoader(),
                new Class<?>[] {MutinyEmitter.class},
                (proxy, method, arguments) -> {
                    receiver.receive((Message<byte[]>) arguments[0]);
                    return null;
                });
        return new EventPublisher(emitter, "/fleetforge/test", Clock.systemUTC());
    }
}
