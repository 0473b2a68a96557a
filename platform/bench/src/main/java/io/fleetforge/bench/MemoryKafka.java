package io.fleetforge.bench;

import io.fleetforge.runtime.messaging.EventPublisher;
import io.smallrye.reactive.messaging.MutinyEmitter;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Takes every record at once: encoding is done, and nothing is sent. */
final class MemoryKafka {

    private final LongAdder taken = new LongAdder();

    @SuppressWarnings("unchecked") // the proxy is asked for one method, and that takes any message
    EventPublisher publisher() {
        var emitter = (MutinyEmitter<byte[]>) Proxy.newProxyInstance(
                MemoryKafka.class.getClassLoader(),
                new Class<?>[] {MutinyEmitter.class},
                (proxy, method, arguments) -> {
                    if (!method.getName().equals("sendMessageAndForget")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    taken.increment();
                    ((Message<?>) arguments[0]).ack();
                    return null;
                });
        return new EventPublisher(emitter, "/fleetforge/bench", Clock.systemUTC());
    }

    long taken() {
        return taken.sum();
    }
}
