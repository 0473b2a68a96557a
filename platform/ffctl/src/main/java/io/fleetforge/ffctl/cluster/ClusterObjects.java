package io.fleetforge.ffctl.cluster;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopology;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.ffctl.timeline.ObjectLines;
import io.fleetforge.ffctl.timeline.TimelineEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The objects and Events that carry an id. */
public final class ClusterObjects implements TimelineSource {

    private final Cluster cluster;
    private final Scope scope;
    private final ObjectLines reader;

    public ClusterObjects(Cluster cluster, Scope scope, CorrelationId id) {
        this.cluster = cluster;
        this.scope = scope;
        this.reader = new ObjectLines(id);
    }

    @Override
    public SourceResult read() {
        var lines = new ArrayList<TimelineEntry>();
        var notes = new ArrayList<String>();
        read("WorldSpecs", () -> cluster.list(WorldSpec.class, scope), reader::tagged, lines, notes);
        read("WorldTopologies", () -> cluster.list(WorldTopology.class, scope), reader::tagged, lines, notes);
        read("pods", this::hosts, reader::tagged, lines, notes);
        read("Events", () -> cluster.list(Event.class, scope), reader::event, lines, notes);
        return new SourceResult(lines, notes);
    }

    private List<Pod> hosts() {
        return cluster.list(Pod.class, scope, Labels.COMPONENT, Labels.COMPONENT_CELL_HOST);
    }

    private static <T extends HasMetadata> void read(
            String what,
            Supplier<List<T>> list,
            Function<T, Optional<TimelineEntry>> reader,
            List<TimelineEntry> lines,
            List<String> notes) {
        try {
            list.get().forEach(object -> reader.apply(object).ifPresent(lines::add));
        } catch (KubernetesClientException e) {
            notes.add("no " + what + ": " + Failures.describe(e));
        }
    }
}
