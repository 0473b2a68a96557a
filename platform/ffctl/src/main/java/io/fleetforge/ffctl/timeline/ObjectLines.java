package io.fleetforge.ffctl.timeline;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.ffctl.render.Ages;
import io.fleetforge.ffctl.timeline.TimelineEntry.Origin;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the Kubernetes objects and Events of an id. Thread-safe. */
public final class ObjectLines {

    private static final int GENERATIONS_BACK = 100;

    private final CorrelationId id;

    public ObjectLines(CorrelationId id) {
        this.id = id;
    }

    /** When the object received the id, and its writer; empty when it has another one. */
    public Optional<TimelineEntry> tagged(HasMetadata object) {
        var metadata = object.getMetadata();
        if (!id.value().equals(annotation(metadata))) {
            return derived(object);
        }
        var writer = writer(metadata);
        var created = Ages.parse(metadata.getCreationTimestamp());
        var written = writer.flatMap(entry -> Ages.parse(entry.getTime())).or(() -> created);
        return written.map(time -> line(
                object,
                time,
                writer.map(ManagedFieldsEntry::getManager).orElse(""),
                created.filter(time::isAfter).isPresent() ? "tagged with this id" : "created with this id"));
    }

    /** A derived id identifies the object and its generation, but not the time of the change. */
    private Optional<TimelineEntry> derived(HasMetadata object) {
        var metadata = object.getMetadata();
        if (!id.value().startsWith("gen-") || metadata.getUid() == null || metadata.getGeneration() == null) {
            return Optional.empty();
        }
        var newest = metadata.getGeneration();
        return Stream.iterate(newest, generation -> generation > 0, generation -> generation - 1)
                .limit(GENERATIONS_BACK)
                .filter(generation ->
                        CorrelationId.derived(metadata.getUid(), generation).equals(id))
                .findFirst()
                .flatMap(generation -> Ages.parse(metadata.getCreationTimestamp())
                        .map(time -> line(object, time, "", "created; the id is of its generation " + generation)));
    }

    private static TimelineEntry line(HasMetadata object, java.time.Instant time, String writer, String message) {
        var name = name(object.getKind(), object.getMetadata());
        return new TimelineEntry(time, true, Origin.OBJECT, writer, name, message, Map.of());
    }

    /** The Event; empty when it is of another id. */
    public Optional<TimelineEntry> event(Event event) {
        if (!id.value().equals(annotation(event.getMetadata()))) {
            return Optional.empty();
        }
        var first = Stream.of(event.getFirstTimestamp(), event.getMetadata().getCreationTimestamp())
                .map(Ages::parse)
                .flatMap(Optional::stream)
                .findFirst();
        return first.map(time -> new TimelineEntry(
                time,
                true,
                Origin.EVENT,
                Objects.requireNonNullElse(event.getReportingComponent(), ""),
                event.getInvolvedObject().getKind() + "/"
                        + event.getInvolvedObject().getName(),
                message(event),
                Map.of("type", Objects.requireNonNullElse(event.getType(), ""))));
    }

    private static String message(Event event) {
        var warning = "Warning".equals(event.getType()) ? "Warning " : "";
        var often = event.getCount() != null && event.getCount() > 1
                ? " (" + event.getCount() + " times until " + event.getLastTimestamp() + ")"
                : "";
        return "Event " + warning + event.getReason() + ": " + event.getMessage() + often;
    }

    private static String name(String kind, ObjectMeta metadata) {
        return kind + "/" + metadata.getName();
    }

    private static @Nullable String annotation(ObjectMeta metadata) {
        return metadata.getAnnotations() == null
                ? null
                : metadata.getAnnotations().get(Labels.CORRELATION_ID);
    }

    /** The field manager that wrote the annotation. */
    private static Optional<ManagedFieldsEntry> writer(ObjectMeta metadata) {
        return Stream.ofNullable(metadata.getManagedFields())
                .flatMap(List::stream)
                .filter(ObjectLines::ownsTheId)
                .findFirst();
    }

    private static boolean ownsTheId(ManagedFieldsEntry entry) {
        var fields = entry.getFieldsV1();
        return fields != null
                && fields.getAdditionalProperties().get("f:metadata") instanceof Map<?, ?> metadata
                && metadata.get("f:annotations") instanceof Map<?, ?> annotations
                && annotations.containsKey("f:" + Labels.CORRELATION_ID);
    }
}
