package io.fleetforge.cell.gateway;

import io.fleetforge.runtime.messaging.EventPublisher;
import io.smallrye.reactive.messaging.MutinyEmitter;
import java.lang.reflect.Proxy;
import java.time.Clock;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Acknowledges every record and keeps none. */
final class IgnoredRecords {

    private IgnoredRecords() {}

    @SuppressWarnings("unchecked") // the proxy serves one method, which accepts any message
    static EventPublisher publisher() {
        var emitter = (MutinyEmitter<byte[]>) Proxy.newProxyInstance(
                IgnoredRecords.class.getClassLoader(),
                new Class<?>[] {MutinyEmitter.class},
                (proxy, method, arguments) -> {
                    ((Message<?>) arguments[0]).ack();
                    return null;
                });
        return new EventPublisher(emitter, "/fleetforge/test", Clock.systemUTC());
    }
}
