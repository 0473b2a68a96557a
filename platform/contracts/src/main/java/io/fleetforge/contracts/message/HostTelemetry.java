package io.fleetforge.contracts.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One sample of one host, once a second: level-triggered state of what it runs, so a controller that starts knows the
 * state of every cell within a second. Key: {@link WorldRef#key()}.
 *
 * @param incarnation incarnation of the host pod
 * @param processId random per process start: a new value means that the process restarted
 * @param revision topology revision applied; the adoptions and handoffs that it caused are durable
 * @param sessions how many sessions the process is responsible for, those in flight to another host included; absent in samples
 *     of versions that do not count them
 * @param cells one entry per cell that the host runs or failed to run
 */
public record HostTelemetry(
        WorldRef world,
        String host,
        long incarnation,
        String processId,
        long revision,
        Instant at,
        @Nullable Integer sessions,
        List<CellSample> cells) {

    /** A sample that does not count the sessions. */
    public HostTelemetry(
            WorldRef world,
            String host,
            long incarnation,
            String processId,
            long revision,
            Instant at,
            List<CellSample> cells) {
        this(world, host, incarnation, processId, revision, at, null, cells);
    }

    public HostTelemetry {
        Objects.requireNonNull(world, "world");
        WorldRef.requireText(host, "host");
        WorldRef.requireText(processId, "processId");
        Objects.requireNonNull(at, "at");
        cells = List.copyOf(cells);
    }

    /**
     * @param players sessions in the cell
     * @param tickMaxNs longest tick since the last sample, nanoseconds
     * @param latenessMaxNs latest tick start after its deadline since the last sample, nanoseconds
     * @param mailboxDepth inputs waiting
     * @param spread positions of the players; null of a cell without players, or whose writer did not answer in time
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CellSample(
            String id,
            long epoch,
            CellState state,
            int players,
            long tickMaxNs,
            long latenessMaxNs,
            int mailboxDepth,
            @Nullable PlayerSpread spread) {
        public CellSample {
            WorldRef.requireText(id, "cell id");
            Objects.requireNonNull(state, "state");
        }

        /** A sample without positions. */
        public CellSample(
                String id,
                long epoch,
                CellState state,
                int players,
                long tickMaxNs,
                long latenessMaxNs,
                int mailboxDepth) {
            this(id, epoch, state, players, tickMaxNs, latenessMaxNs, mailboxDepth, null);
        }
    }
}
