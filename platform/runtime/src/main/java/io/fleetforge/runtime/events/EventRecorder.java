package io.fleetforge.runtime.events;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.names.Labels;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.jboss.logging.Logger;

/**
 * Writes Kubernetes Events about an object, off the caller's thread, at most 256 waiting; a full queue drops the newest
 * with a log line. The same reason and message on the same object counts up one Event instead of writing another. Never
 * throws into the caller.
 */
public final class EventRecorder implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EventRecorder.class);
    private static final int QUEUE = 256;
    private static final int MAX_MESSAGE_CHARS = 1024;

    private final KubernetesClient client;
    private final String component;
    private final Clock clock;
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            Thread.ofPlatform().daemon().name("events-", 0).factory(),
            (task, pool) -> LOG.warn("event queue is full; an event was dropped"));

    public EventRecorder(KubernetesClient client, String component, Clock clock) {
        this.client = client;
        this.component = component;
        this.clock = clock;
    }

    /**
     * @param type {@code Normal} or {@code Warning}
     */
    public void record(ObjectReference about, String type, String reason, String message, CorrelationId correlation) {
        executor.execute(() -> write(about, type, reason, message, correlation));
    }

    private void write(ObjectReference about, String type, String reason, String message, CorrelationId correlation) {
        try {
            var name = name(about, reason, message);
            var events = client.v1().events().inNamespace(about.getNamespace());
            var known = events.withName(name).get();
            var now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
            if (known == null) {
                events.resource(event(about, type, reason, message, correlation, name, now))
                        .create();
            } else {
                var count = known.getCount() == null ? 1 : known.getCount();
                events.resource(new EventBuilder(known)
                                .withCount(count + 1)
                                .withLastTimestamp(now)
                                .build())
                        .update();
            }
        } catch (KubernetesClientException | IllegalStateException e) {
            LOG.debugf("event %s was not written: %s", reason, e.getMessage());
        }
    }

    private Event event(
            ObjectReference about,
            String type,
            String reason,
            String message,
            CorrelationId correlation,
            String name,
            String now) {
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(about.getNamespace())
                .withName(name)
                .withAnnotations(Map.of(Labels.CORRELATION_ID, correlation.value()))
                .endMetadata()
                .withInvolvedObject(about)
                .withType(type)
                .withReason(reason)
                .withMessage(truncated(message))
                .withCount(1)
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withNewSource()
                .withComponent(component)
                .endSource()
                .withReportingComponent(component)
                .withReportingInstance(component)
                .build();
    }

    /** Stable for one object, reason and message, so that a repeat finds its predecessor also after a restart. */
    static String name(ObjectReference about, String reason, String message) {
        var crc = new CRC32();
        crc.update((about.getUid() + "/" + reason + "/" + message).getBytes(StandardCharsets.UTF_8));
        return about.getName() + "." + Long.toHexString(crc.getValue());
    }

    private static String truncated(String message) {
        return message.length() <= MAX_MESSAGE_CHARS ? message : message.substring(0, MAX_MESSAGE_CHARS - 1) + "…";
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
