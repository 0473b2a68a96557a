package io.fleetforge.controller;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.controller.fencing.HeartbeatTracker;
import io.fleetforge.controller.fencing.HostFailureDetector;
import io.fleetforge.controller.fencing.LeaseReader;
import io.fleetforge.controller.kubernetes.HostTemplate;
import io.fleetforge.controller.kubernetes.LeaderGated;
import io.fleetforge.controller.messaging.TopologyPublisher;
import io.fleetforge.controller.messaging.WorldEventPublisher;
import io.fleetforge.controller.reports.CellStatusCache;
import io.fleetforge.controller.reports.TopologyEcho;
import io.fleetforge.controller.scaling.LoadHistory;
import io.fleetforge.controller.wakeup.WorldWakeups;
import io.fleetforge.runtime.events.EventRecorder;
import io.fleetforge.runtime.leadership.LeaderWriteGate;
import io.fleetforge.runtime.leadership.Leadership;
import io.fleetforge.runtime.messaging.EventPublisher;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;

/** CDI wiring of what has no scope of its own: domain objects, publishers, and the client of the control loop. */
public class ControllerBeans {

    private static final int REQUEST_TIMEOUT_MS = 10_000;
    private static final int MAX_REQUESTS = 128;

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    CellStatusCache cellStatusCache() {
        return new CellStatusCache();
    }

    @Produces
    @Singleton
    LoadHistory loadHistory() {
        return new LoadHistory();
    }

    @Produces
    @Singleton
    HeartbeatTracker heartbeatTracker() {
        return new HeartbeatTracker(System::nanoTime);
    }

    @Produces
    @Singleton
    HostFailureDetector failureDetector(HeartbeatTracker heartbeats, LeaseReader leases) {
        return new HostFailureDetector(heartbeats, leases);
    }

    @Produces
    @Singleton
    TopologyEcho topologyEcho() {
        return new TopologyEcho();
    }

    @Produces
    @Singleton
    WorldWakeups wakeups() {
        return new WorldWakeups();
    }

    @Produces
    @Singleton
    TopologyPublisher topologyPublisher(
            @Channel("topology") MutinyEmitter<byte[]> emitter,
            TopologyEcho echo,
            Clock clock,
            @ConfigProperty(name = "fleetforge.instance") String instance) {
        return new TopologyPublisher(new EventPublisher(emitter, source(instance), clock), echo, clock);
    }

    @Produces
    @Singleton
    WorldEventPublisher worldEventPublisher(
            @Channel("world-events") MutinyEmitter<byte[]> emitter,
            Clock clock,
            @ConfigProperty(name = "fleetforge.instance") String instance) {
        return new WorldEventPublisher(new EventPublisher(emitter, source(instance), clock));
    }

    /** The client of the control loop: it writes only while this process leads. */
    @Produces
    @Singleton
    @LeaderGated
    KubernetesClient gatedClient(Leadership leadership) {
        var gate = new LeaderWriteGate(leadership::isLeading);
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withRequestTimeout(REQUEST_TIMEOUT_MS)
                        .withRequestRetryBackoffLimit(2)
                        .withMaxConcurrentRequests(MAX_REQUESTS)
                        .withMaxConcurrentRequestsPerHost(MAX_REQUESTS)
                        .build())
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("leader-write-gate", gate))
                .build();
    }

    @Produces
    @Singleton
    EventRecorder eventRecorder(@LeaderGated KubernetesClient client, Clock clock) {
        return new EventRecorder(client, Labels.MANAGED_BY_CONTROLLER, clock);
    }

    @Produces
    @Singleton
    HostTemplate hostTemplate(ControllerConfig config) {
        return new HostTemplate(config.cellImage(), withoutEmpty(config.hostEnvironment()));
    }

    private static String source(String instance) {
        return "/fleetforge/controller/" + instance;
    }

    private static Map<String, String> withoutEmpty(Map<String, Optional<String>> environment) {
        var filled = new HashMap<String, String>();
        environment.forEach((name, value) -> value.ifPresent(text -> filled.put(name, text)));
        return filled;
    }
}
