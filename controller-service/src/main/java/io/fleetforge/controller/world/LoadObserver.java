package io.fleetforge.controller.world;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.crd.WorldTopology;
import io.fleetforge.contracts.crd.WorldTopologySpec;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.controller.reports.CellStatusCache;
import io.fleetforge.controller.scaling.LoadHistory;
import io.fleetforge.controller.scaling.ScalingRules;
import io.fleetforge.controller.scaling.ScalingView;
import io.fleetforge.controller.scaling.ScalingView.Insight;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the input of a scaling decision. */
@Singleton
final class LoadObserver {

    /** The API server writes times in whole seconds, rounded down. */
    private static final Duration ROUNDING = Duration.ofSeconds(1);

    private final CellStatusCache statusCache;
    private final LoadHistory loads;
    private final Clock clock;

    LoadObserver(CellStatusCache statusCache, LoadHistory loads, Clock clock) {
        this.statusCache = statusCache;
        this.loads = loads;
        this.clock = clock;
    }

    /** Empty before the world has a topology. */
    Optional<ScalingView> view(WorldSpec world, @Nullable WorldTopology topology) {
        if (topology == null) {
            return Optional.empty();
        }
        var uid = world.getMetadata().getUid();
        var rules = ScalingRules.of(world.getSpec(), isPaused(world));
        var now = clock.instant();
        return Optional.of(new ScalingView(topology.getSpec(), insights(uid, topology.getSpec(), now), rules, now));
    }

    /** Keeps the loads of these cells from now on. */
    void follow(WorldSpec world, @Nullable WorldTopology topology) {
        if (topology != null) {
            var window =
                    ScalingRules.of(world.getSpec(), isPaused(world)).timing().window();
            loads.follow(world.getMetadata().getUid(), topology.getSpec(), window, written(topology, clock.instant()));
        }
    }

    private HashMap<String, Insight> insights(String uid, WorldTopologySpec topology, Instant now) {
        var known = loads.known(uid, topology, now);
        var insights = new HashMap<String, Insight>();
        for (var cell : topology.cells()) {
            var report = known.get(cell.id());
            if (report != null) {
                insights.put(
                        cell.id(), new Insight(report.born(), report.load(), statusCache.spread(uid, topology, cell)));
            }
        }
        return insights;
    }

    private static boolean isPaused(WorldSpec world) {
        var annotations = world.getMetadata().getAnnotations();
        return annotations != null && "true".equals(annotations.get(Labels.SCALING_PAUSED));
    }

    /** When the record was last written by the API server's clock, to the second; now when it carries no time. */
    private static Instant written(WorldTopology topology, Instant now) {
        var entries = topology.getMetadata().getManagedFields();
        var last = entries == null
                ? Optional.<Instant>empty()
                : entries.stream()
                        .map(ManagedFieldsEntry::getTime)
                        .filter(Objects::nonNull)
                        .flatMap(LoadObserver::parsed)
                        .max(Comparator.naturalOrder());
        return last.map(time -> time.plus(ROUNDING)).filter(now::isAfter).orElse(now);
    }

    private static Stream<Instant> parsed(String time) {
        try {
            return Stream.of(Instant.parse(time));
        } catch (DateTimeException e) {
            return Stream.empty();
        }
    }
}
