package io.fleetforge.bench;

import io.fleetforge.runtime.messaging.EventPublisher;
import io.smallrye.reactive.messaging.MutinyEmitter;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Acknowledges every record at once: records are encoded, and nothing is sent. */
final class MemoryKafka {

    private final LongAdder acknowledged = new LongAdder();

    @SuppressWarnings("unchecked") // the proxy serves one method, which accepts any message
    EventPublisher publisher() {
        var emitter = (MutinyEmitter<byte[]>) Proxy.newProxyInstance(
                MemoryKafka.class.getClassLoader(),
                new Class<?>[] {MutinyEmitter.class},
                (proxy, method, arguments) -> {
                    if (!method.getName().equals("sendMessageAndForget")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    acknowledged.increment();
                    ((Message<?>) arguments[0]).ack();
                    return null;
                });
        return new EventPublisher(emitter, "/fleetforge/bench", Clock.systemUTC());
    }

    long acknowledged() {
        return acknowledged.sum();
    }
}
