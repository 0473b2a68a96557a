package io.fleetforge.controller.retention;

import io.fleetforge.contracts.crd.SpecDuration;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.retention.RecordRetention;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The worlds whose old records may be removed, with the age from which on: those whose hosts all run as the spec asks, and have sent
 * telemetry over Kafka without a gap for so long that every living session has a younger record. So an outage of hosts, of Kafka or of
 * the controller removes nothing, nor does a shorter period that hosts do not have yet. Pure.
 */
final class RetainedWorlds {

    private RetainedWorlds() {}

    /**
     * Age by world, {@code namespace/name}.
     *
     * @param steady for how long all hosts of the world with a UID have sent telemetry
     */
    static Map<String, Duration> removable(Collection<WorldSpec> worlds, Function<String, Duration> steady) {
        var ages = new HashMap<String, Duration>();
        for (var world : worlds) {
            var metadata = world.getMetadata();
            var retention = retention(world);
            if (world.getSpec().persistence().enabled()
                    && isAsRequested(world)
                    && steady.apply(metadata.getUid()).compareTo(retention.refreshedAfter()) >= 0) {
                ages.put(metadata.getNamespace() + "/" + metadata.getName(), retention.removedAfter());
            }
        }
        return Map.copyOf(ages);
    }

    private static RecordRetention retention(WorldSpec world) {
        var persistence = world.getSpec().persistence();
        return new RecordRetention(
                SpecDuration.parse(persistence.retentionPeriod()),
                SpecDuration.parse(persistence.checkpointInterval()),
                world.getSpec().capacity().maxPlayersPerCell());
    }

    /** Ready for this very spec, without a host that has yet to be replaced. */
    private static boolean isAsRequested(WorldSpec world) {
        var status = world.getStatus();
        return status != null
                && world.getMetadata().getDeletionTimestamp() == null
                && Objects.equals(
                        status.observedGeneration(), world.getMetadata().getGeneration())
                && is(world, "Ready", "True")
                && is(world, "Reconciling", "False");
    }

    private static boolean is(WorldSpec world, String type, String value) {
        var condition = world.getStatus().condition(type);
        return condition != null && value.equals(condition.getStatus());
    }
}
