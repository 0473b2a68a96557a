package io.fleetforge.simulation;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.message.TopologyMessage;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The WorldTopology in the API server, written by compare-and-set. Revisions and epochs only rise, also when it was deleted. */
final class SimTopologyRecord {

    private final Sim sim;
    private @Nullable WorldTopologySpec stored;
    private long highestRevision;
    private long highestEpoch;

    SimTopologyRecord(Sim sim) {
        this.sim = sim;
    }

    /** The record, null when there is none. */
    @Nullable
    WorldTopologySpec stored() {
        return stored;
    }

    /**
     * A client deletes the record.
     *
     * @param observed the newest topology that hosts may have read; what was written and never published had no effect
     */
    void delete(Optional<TopologyMessage> observed) {
        stored = null;
        highestRevision = observed.map(TopologyMessage::revision).orElse(0L);
        highestEpoch = observed.map(TopologyMessage::epoch).orElse(0L);
    }

    /** The garbage collector deletes the record of a deleted world; that of the next one starts anew. */
    void collect() {
        stored = null;
        highestRevision = 0;
        highestEpoch = 0;
    }

    /** Writes {@code next} over {@code from}; false when the record has changed since. */
    boolean write(@Nullable WorldTopologySpec from, WorldTopologySpec next) {
        if (!Objects.equals(stored, from) && !sim.is(Mutant.FORGET_TO_COMPARE)) {
            return false;
        }
        if (next.revision() <= highestRevision || next.epoch() < highestEpoch) {
            throw new Violation(String.format(
                    Locale.ROOT,
                    "revision %d, epoch %d after revision %d, epoch %d",
                    next.revision(),
                    next.epoch(),
                    highestRevision,
                    highestEpoch));
        }
        highestRevision = next.revision();
        highestEpoch = next.epoch();
        stored = next;
        sim.record(() -> String.format(
                Locale.ROOT,
                "record %d: %s %s",
                next.revision(),
                next.hosts().stream()
                        .map(host -> host.name() + "@" + host.incarnation())
                        .toList(),
                next.cells().stream()
                        .map(cell -> cell.id() + "@" + cell.epoch() + " " + cell.bounds() + " on " + cell.host())
                        .toList()));
        return true;
    }
}
