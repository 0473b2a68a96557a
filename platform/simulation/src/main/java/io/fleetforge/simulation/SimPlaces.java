package io.fleetforge.simulation;

import io.fleetforge.cell.checkpoint.CheckpointCodec;
import io.fleetforge.cell.checkpoint.CorruptCheckpointException;
import io.fleetforge.cell.checkpoint.SavedSession;
import io.fleetforge.contracts.message.MalformedMessageException;
import io.fleetforge.contracts.message.MessageCodec;
import io.fleetforge.contracts.message.SessionHandoff;
import io.fleetforge.contracts.message.SessionRecord;
import io.fleetforge.contracts.names.Topics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Invariant I4 for places: a process that adopts a session continues it no further back than the newest acknowledged record of it, be
 * that a journal entry, a checkpoint or a handoff.
 */
final class SimPlaces {

    /**
     * Clocks of hosts are not comparable, but all records of one epoch come from one process; its handoff is the last. Only a host that
     * was removed may forward a session at the epoch at which another recovers it: the forwarding counts less.
     */
    private static final Comparator<Place> ORDER =
            Comparator.comparingLong(Place::epoch).thenComparing(SimPlaces::ofOneEpoch);

    private static int ofOneEpoch(Place one, Place other) {
        if (one.handedOff == other.handedOff) {
            return Long.compare(one.atMs, other.atMs);
        }
        return one.writer.equals(other.writer)
                ? Boolean.compare(one.handedOff, other.handedOff)
                : Boolean.compare(other.handedOff, one.handedOff);
    }

    private record Place(String session, String writer, long epoch, boolean handedOff, long atMs, double x, double y) {

        boolean isOf(SavedSession saved) {
            return epoch == saved.epoch()
                    && x == saved.entity().x()
                    && y == saved.entity().y();
        }

        /** A handoff that is forwarded has the place of the one before. */
        boolean isWhere(Place other) {
            return x == other.x && y == other.y;
        }
    }

    /** The places that one record holds. */
    record Recorded(List<?> places) {
        static final Recorded NONE = new Recorded(List.of());
    }

    private final Map<String, List<Place>> sent = new HashMap<>();
    private final Map<String, Place> acknowledged = new HashMap<>();

    /** A process has sent the record. */
    Recorded sent(String topic, byte @Nullable [] payload) {
        var places = payload == null ? List.<Place>of() : places(topic, payload);
        places.forEach(place -> sent.computeIfAbsent(place.session(), unknown -> new ArrayList<>())
                .add(place));
        return places.isEmpty() ? Recorded.NONE : new Recorded(places);
    }

    /** Kafka has acknowledged the record. */
    void acknowledged(Recorded record) {
        for (var each : record.places()) {
            if (each instanceof Place place) {
                acknowledged.merge(
                        place.session(), place, (one, other) -> ORDER.compare(one, other) >= 0 ? one : other);
            }
        }
    }

    /** A process continues the session from this state. */
    void adopted(SavedSession session, String reason) {
        var continued = sent.getOrDefault(session.id(), List.of()).stream()
                .filter(place -> place.isOf(session))
                .max(ORDER)
                .orElseThrow(() -> new Violation(
                        "session " + session.id() + " continues at a place that no record has (" + reason + ")"));
        var newest = acknowledged.get(session.id());
        if (newest != null && ORDER.compare(continued, newest) < 0 && !continued.isWhere(newest)) {
            throw new Violation("session " + session.id() + " continues from " + continued + " although " + newest
                    + " is acknowledged (" + reason + ")");
        }
    }

    private static List<Place> places(String topic, byte[] payload) {
        try {
            return switch (topic) {
                case Topics.CELL_SESSIONS -> List.of(place(MessageCodec.decode(payload, SessionRecord.class)));
                case Topics.CELL_HANDOFFS -> List.of(place(MessageCodec.decode(payload, SessionHandoff.class)));
                case Topics.CELL_CHECKPOINTS -> {
                    var checkpoint = CheckpointCodec.decode(payload);
                    yield checkpoint.sessions().stream()
                            .map(saved -> new Place(
                                    saved.id(),
                                    checkpoint.owner().processId(),
                                    saved.epoch(),
                                    false,
                                    checkpoint.takenAtMs(),
                                    saved.entity().x(),
                                    saved.entity().y()))
                            .toList();
                }
                default -> List.of();
            };
        } catch (MalformedMessageException | CorruptCheckpointException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Place place(SessionRecord record) {
        return new Place(
                record.session(),
                record.processId(),
                record.epoch(),
                false,
                record.at().toEpochMilli(),
                record.x(),
                record.y());
    }

    private static Place place(SessionHandoff handoff) {
        var motion = handoff.motion();
        return new Place(
                handoff.session(),
                handoff.sender().processId(),
                handoff.epoch(),
                true,
                handoff.at().toEpochMilli(),
                motion.x(),
                motion.y());
    }
}
