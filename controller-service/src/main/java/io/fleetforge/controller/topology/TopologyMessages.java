package io.fleetforge.controller.topology;

import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.message.TopologyMessage;
import io.fleetforge.contracts.message.TopologyMessage.CellAssignment;
import io.fleetforge.contracts.message.TopologyMessage.HostAssignment;
import io.fleetforge.contracts.message.WorldRef;

/** The record as hosts read it. */
public final class TopologyMessages {

    private TopologyMessages() {}

    public static TopologyMessage of(WorldRef world, WorldTopologySpec topology) {
        return new TopologyMessage(
                world,
                topology.revision(),
                topology.epoch(),
                topology.source().bounds(),
                topology.source().maxPlayersPerCell(),
                topology.hosts().stream()
                        .map(host -> new HostAssignment(host.name(), host.incarnation()))
                        .toList(),
                topology.cells().stream()
                        .map(cell ->
                                new CellAssignment(cell.id(), cell.bounds(), cell.host(), cell.epoch(), cell.parents()))
                        .toList(),
                topology.addresses());
    }
}
