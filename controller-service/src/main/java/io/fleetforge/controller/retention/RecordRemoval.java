package io.fleetforge.controller.retention;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.controller.kubernetes.LeaderGated;
import io.fleetforge.runtime.leadership.Leadership;
import io.fleetforge.runtime.lifecycle.PeriodicTask;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/** Removes the records of worlds that are older than {@code spec.persistence.retentionPeriod}, every ten minutes while this process leads. */
@Singleton
class RecordRemoval {

    private static final Logger LOG = Logger.getLogger(RecordRemoval.class);
    private static final Duration EVERY = Duration.ofMinutes(10);

    private final KubernetesClient client;
    private final Leadership leadership;
    private final SessionLog log;
    private final Clock clock;
    private final PeriodicTask task = new PeriodicTask("retention");

    RecordRemoval(@LeaderGated KubernetesClient client, Leadership leadership, SessionLog log, Clock clock) {
        this.client = client;
        this.leadership = leadership;
        this.log = log;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        log.start();
        task.startWithDelay(EVERY, EVERY, this::removeWhileLeading);
    }

    private void removeWhileLeading() {
        if (!leadership.isLeading()) {
            return;
        }
        try {
            var worlds =
                    client.resources(WorldSpec.class).inAnyNamespace().list().getItems();
            remove(RetainedWorlds.removable(worlds, clock.instant()));
        } catch (KubernetesClientException | KafkaException e) {
            LOG.warnf("old records are not removed this time: %s", e.getMessage());
        }
    }

    private void remove(Map<String, Duration> ages) {
        if (ages.isEmpty()) {
            return;
        }
        var correlation = CorrelationId.random();
        log.removeOlder(ages, clock.instant(), correlation)
                .forEach((world, count) -> LOG.infof(
                        "%d records of %s were older than spec.persistence.retentionPeriod and are removed",
                        count, world));
    }

    void stop(@Observes ShutdownEvent event) {
        task.close();
        log.close();
    }
}
