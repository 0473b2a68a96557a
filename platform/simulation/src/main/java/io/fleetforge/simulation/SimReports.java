package io.fleetforge.simulation;

import io.fleetforge.cell.durability.AckTracker;
import io.fleetforge.cell.durability.OwnedSessions;
import io.fleetforge.cell.fencing.Fence;
import io.fleetforge.contracts.message.HostTelemetry;
import io.fleetforge.contracts.message.HostTelemetry.CellSample;
import io.fleetforge.contracts.names.Topics;
import java.util.function.Consumer;

/** The telemetry of a process: its state, and a heartbeat. */
final class SimReports {

    private final Sim sim;
    private final SimHost process;
    private final OwnedSessions sessions;
    private final AckTracker acknowledged;
    private final Fence fence;
    private final Consumer<HostTelemetry> controller;

    SimReports(Sim sim, SimHost process, OwnedSessions sessions, Fence fence, Consumer<HostTelemetry> controller) {
        this.sim = sim;
        this.process = process;
        this.sessions = sessions;
        this.acknowledged = new AckTracker(sessions);
        this.fence = fence;
        this.controller = controller;
    }

    /** Sends a sample, unless it would not be acknowledged. */
    void sample() {
        var host = process.host();
        if (host.topology() == null
                || process.network().producer().isBlocked()
                || !process.canRead(Topics.CELL_TELEMETRY)
                || !process.isActive()) {
            return;
        }
        fence.telemetryAcknowledged(sim.time().nowMs() * 1_000_000);
        var cells = host.cells().stream()
                .map(cell -> new CellSample(cell.id(), cell.epoch(), cell.state(), cell.players(), 0, 0, 0))
                .toList();
        controller.accept(new HostTelemetry(
                process.identity().world(),
                process.identity().host(),
                process.identity().incarnation(),
                process.identity().processId(),
                sim.is(Mutant.ACKNOWLEDGE_EARLY)
                        ? host.appliedRevision()
                        : acknowledged.acknowledgedRevision(host.appliedRevision()),
                sim.time().clock(0).instant(),
                sessions.count(),
                cells));
    }
}
