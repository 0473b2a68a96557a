package io.fleetforge.controller.kubernetes;

import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fleetforge.contracts.crd.PlayerAuthSpec;
import io.fleetforge.contracts.crd.PlayerAuthSpec.KeySetReference;
import io.fleetforge.contracts.crd.PlayerAuthSpec.TicketSpec;
import io.fleetforge.contracts.crd.WorldSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code spec.players} means for a host pod: environment, and the ConfigMap with the keys of the identity provider. */
final class PlayerSettings {

    private static final String VOLUME = "ticket-keys";
    private static final String DIRECTORY = "/etc/fleetforge/ticket-keys";

    private PlayerSettings() {}

    /** The variables of the container, in a fixed order. */
    static Map<String, String> environment(WorldSpec world) {
        var players = world.getSpec().players();
        var env = new LinkedHashMap<String, String>();
        env.put("FLEETFORGE_CELL_DISCONNECT_GRACE", players.disconnectGrace());
        var origins = players.allowedOrigins();
        if (origins != null && !origins.isEmpty()) {
            env.put("QUARKUS_HTTP_CORS_ENABLED", "true");
            env.put("QUARKUS_HTTP_CORS_ORIGINS", String.join(",", origins));
        }
        var limits = players.limits();
        if (limits.maxSessions() != null) {
            env.put("FLEETFORGE_CELL_LIMITS_MAX_SESSIONS", Integer.toString(limits.maxSessions()));
        }
        env.put("FLEETFORGE_CELL_LIMITS_JOINS_PER_SECOND", Integer.toString(limits.joinsPerSecond()));
        env.put(
                "FLEETFORGE_CELL_LIMITS_JOINS_PER_SECOND_PER_SOURCE",
                Integer.toString(limits.joinsPerSecondPerSource()));
        ticket(world).ifPresent(ticket -> tickets(ticket, env));
        return env;
    }

    private static void tickets(TicketSpec ticket, Map<String, String> env) {
        env.put("FLEETFORGE_CELL_AUTH_MODE", PlayerAuthSpec.TICKET);
        env.put("FLEETFORGE_CELL_AUTH_ISSUER", ticket.issuer());
        env.put("FLEETFORGE_CELL_AUTH_AUDIENCE", ticket.audience());
        if (ticket.jwks() != null) {
            env.put("FLEETFORGE_CELL_AUTH_JWKS", ticket.jwks());
        }
        var reference = ticket.jwksConfigMap();
        if (reference != null) {
            env.put("FLEETFORGE_CELL_AUTH_JWKS_FILE", DIRECTORY + "/" + reference.key());
        }
    }

    /** The volume of the ConfigMap; a pod without it does not start, and the reason is in the world's status. */
    static List<Volume> volumes(WorldSpec world) {
        return reference(world)
                .map(reference -> new VolumeBuilder()
                        .withName(VOLUME)
                        .withNewConfigMap()
                        .withName(reference.name())
                        .endConfigMap()
                        .build())
                .stream()
                .toList();
    }

    static List<VolumeMount> mounts(WorldSpec world) {
        return reference(world)
                .map(reference -> new VolumeMountBuilder()
                        .withName(VOLUME)
                        .withMountPath(DIRECTORY)
                        .withReadOnly(true)
                        .build())
                .stream()
                .toList();
    }

    private static Optional<TicketSpec> ticket(WorldSpec world) {
        return Optional.ofNullable(world.getSpec().players().auth().ticket());
    }

    private static Optional<KeySetReference> reference(WorldSpec world) {
        return ticket(world).flatMap(ticket -> Optional.ofNullable(ticket.jwksConfigMap()));
    }
}
