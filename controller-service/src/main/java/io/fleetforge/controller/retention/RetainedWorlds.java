package io.fleetforge.controller.retention;

import io.fleetforge.contracts.crd.SpecDuration;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.retention.RecordRetention;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The worlds whose old records may be removed, with the age from which on: those that were Ready for so long that every living session
 * has a younger record. An outage of hosts or Kafka removes nothing. Pure.
 */
final class RetainedWorlds {

    private RetainedWorlds() {}

    /** Age by world, {@code namespace/name}. */
    static Map<String, Duration> removable(Collection<WorldSpec> worlds, Instant now) {
        var ages = new HashMap<String, Duration>();
        for (var world : worlds) {
            age(world, now)
                    .ifPresent(age -> ages.put(
                            world.getMetadata().getNamespace() + "/"
                                    + world.getMetadata().getName(),
                            age));
        }
        return Map.copyOf(ages);
    }

    private static Optional<Duration> age(WorldSpec world, Instant now) {
        var persistence = world.getSpec().persistence();
        if (!persistence.enabled() || world.getMetadata().getDeletionTimestamp() != null) {
            return Optional.empty();
        }
        var retention = new RecordRetention(SpecDuration.parse(persistence.retentionPeriod()));
        var interval = SpecDuration.parse(persistence.checkpointInterval());
        var latest = now.minus(retention.readyFor(interval));
        return readySince(world).filter(since -> !since.isAfter(latest)).map(since -> retention.removedAfter(interval));
    }

    private static Optional<Instant> readySince(WorldSpec world) {
        return Optional.ofNullable(world.getStatus())
                .flatMap(status -> Optional.ofNullable(status.condition("Ready")))
                .filter(ready -> "True".equals(ready.getStatus()))
                .map(ready -> Instant.parse(ready.getLastTransitionTime()));
    }
}
