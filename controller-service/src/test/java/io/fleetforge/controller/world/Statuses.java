package io.fleetforge.controller.world;

import io.fleetforge.contracts.crd.WorldSpecStatus;
import io.fleetforge.controller.plan.WorldPlan;
import io.fleetforge.controller.reports.CellStatusCache;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** From the result of a reconcile to the status, as the controller assembles it. */
final class Statuses {

    final AtomicLong nowNs = new AtomicLong();
    private final WorldAssessor assessor;
    private final WorldStatusFactory factory = new WorldStatusFactory(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    Statuses(CellStatusCache statusCache) {
        assessor = new WorldAssessor(statusCache, new WorldProgress(nowNs::get));
    }

    WorldAssessment assess(WorldObservation observed, WorldPlan plan, WorldOutcome outcome) {
        return assessor.assess(observed, plan, outcome);
    }

    WorldSpecStatus create(WorldObservation observed, WorldPlan plan, WorldOutcome outcome) {
        return factory.create(observed.world(), assess(observed, plan, outcome), plan.scaling());
    }

    WorldStatusFactory factory() {
        return factory;
    }
}
