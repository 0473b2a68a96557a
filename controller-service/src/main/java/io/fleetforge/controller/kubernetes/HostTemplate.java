package io.fleetforge.controller.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fleetforge.contracts.correlation.CorrelationId;
import io.fleetforge.contracts.crd.WorldSpec;
import io.fleetforge.contracts.hash.Sha256;
import io.fleetforge.contracts.names.Labels;
import io.fleetforge.contracts.play.PlayProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Renders the pod of a cell host. It meets Pod Security {@code restricted}, runs under an account that may do nothing but renew
 * the host's own Lease, and probes over HTTP only, since the image has no shell.
 */
public final class HostTemplate {

    private static final int HTTP_PORT = 8080;
    private static final long USER = 65532L;
    /** Longer than a host waits for its cells to be moved, see {@code fleetforge.cell.drain-within}. */
    private static final long GRACE_SECONDS = 60L;

    private static final long LOST_NODE_SECONDS = 30L;

    /** A host that is killed because its node is busy starts again, on a node that is busier for it. */
    private static final int MOST_START_SECONDS = 180;

    private static final int HASH_CHARS = 16;

    private final String defaultImage;
    private final Map<String, String> environment;

    /**
     * @param defaultImage image for worlds that name none
     * @param environment variables that every host gets, such as the Kafka address
     */
    public HostTemplate(String defaultImage, Map<String, String> environment) {
        this.defaultImage = defaultImage;
        this.environment = new TreeMap<>(environment);
    }

    /** Hash of everything that, when it changes, asks for new pods; the same for all hosts of a world. */
    public String hash(WorldSpec world) {
        var spec = spec(world, "", 0);
        spec.getContainers().forEach(container -> {
            var resources = container.getResources();
            resources.setRequests(canonical(resources.getRequests()));
            resources.setLimits(canonical(resources.getLimits()));
        });
        return Sha256.hex(Serialization.asJson(spec) + new TreeMap<>(labels(world, "")))
                .substring(0, HASH_CHARS);
    }

    /** 250m and 0.25 ask for the same. */
    private static Map<String, Quantity> canonical(Map<String, Quantity> quantities) {
        var canonical = new TreeMap<String, Quantity>();
        quantities.forEach((name, quantity) -> canonical.put(
                name,
                new Quantity(quantity.getNumericalAmount().stripTrailingZeros().toPlainString())));
        return canonical;
    }

    /** The pod of {@code host} at {@code incarnation}. */
    public Pod render(WorldSpec world, String host, long incarnation, CorrelationId correlation) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace(world.getMetadata().getNamespace())
                .withName(host)
                .withLabels(labels(world, host))
                .withAnnotations(Map.of(
                        Labels.INCARNATION,
                        Long.toString(incarnation),
                        Labels.TEMPLATE_HASH,
                        hash(world),
                        Labels.CORRELATION_ID,
                        correlation.value()))
                .withOwnerReferences(TopologyStore.owner(world))
                .endMetadata()
                .withSpec(spec(world, host, incarnation))
                .build();
    }

    private static Map<String, String> labels(WorldSpec world, String host) {
        return Map.of(
                Labels.APP,
                "fleetforge-cell",
                Labels.MANAGED_BY,
                Labels.MANAGED_BY_CONTROLLER,
                Labels.COMPONENT,
                Labels.COMPONENT_CELL_HOST,
                Labels.WORLD,
                world.getMetadata().getName(),
                Labels.WORLD_UID,
                world.getMetadata().getUid(),
                Labels.HOST,
                host);
    }

    private PodSpec spec(WorldSpec world, String host, long incarnation) {
        return new PodSpecBuilder()
                .withServiceAccountName(HostAccess.NAME)
                .withAutomountServiceAccountToken(true)
                .withEnableServiceLinks(false)
                .withRestartPolicy("Always")
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(USER)
                .withRunAsGroup(USER)
                .withFsGroup(USER)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .addNewTopologySpreadConstraint()
                .withMaxSkew(1)
                .withTopologyKey("kubernetes.io/hostname")
                .withWhenUnsatisfiable("ScheduleAnyway")
                .withNewLabelSelector()
                .addToMatchLabels(Labels.WORLD_UID, world.getMetadata().getUid())
                .endLabelSelector()
                .endTopologySpreadConstraint()
                .withTolerations(brief("not-ready"), brief("unreachable"))
                .withContainers(container(world, host, incarnation))
                .withVolumes(PlayerSettings.volumes(world))
                .addNewVolume()
                .withName("tmp")
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume()
                .build();
    }

    /** A host on a lost node serves no session; its pod is evicted soon. */
    private static Toleration brief(String condition) {
        return new TolerationBuilder()
                .withKey("node.kubernetes.io/" + condition)
                .withOperator("Exists")
                .withEffect("NoExecute")
                .withTolerationSeconds(LOST_NODE_SECONDS)
                .build();
    }

    private Container container(WorldSpec world, String host, long incarnation) {
        var resources = world.getSpec().capacity().resources();
        var image = world.getSpec().image();
        return new ContainerBuilder()
                .withName(Labels.COMPONENT_CELL_HOST)
                .withImage(image == null ? defaultImage : image)
                .withEnv(env(world, host, incarnation))
                .addNewPort()
                .withName("http")
                .withContainerPort(HTTP_PORT)
                .endPort()
                .addNewPort()
                .withName(PlayProtocol.PORT_NAME)
                .withContainerPort(PlayProtocol.PORT)
                .endPort()
                .withNewResources()
                .addToRequests("cpu", resources.cpu())
                .addToRequests("memory", resources.memory())
                .addToLimits("memory", resources.memory())
                .endResources()
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .withStartupProbe(probe("/q/health/started", 1, MOST_START_SECONDS))
                .withReadinessProbe(probe("/q/health/ready", 2, 2))
                .withLivenessProbe(probe("/q/health/live", 5, 4))
                .withVolumeMounts(PlayerSettings.mounts(world))
                .addNewVolumeMount()
                .withName("tmp")
                .withMountPath("/tmp")
                .endVolumeMount()
                .build();
    }

    private List<EnvVar> env(WorldSpec world, String host, long incarnation) {
        var env = new ArrayList<EnvVar>();
        environment.forEach((name, value) -> env.add(literal(name, value)));
        env.add(literal("FLEETFORGE_WORLD_NAMESPACE", world.getMetadata().getNamespace()));
        env.add(literal("FLEETFORGE_WORLD_NAME", world.getMetadata().getName()));
        env.add(literal("FLEETFORGE_WORLD_UID", world.getMetadata().getUid()));
        env.add(literal("FLEETFORGE_HOST_NAME", host));
        env.add(literal("FLEETFORGE_HOST_INCARNATION", Long.toString(incarnation)));
        var persistence = world.getSpec().persistence();
        env.add(literal("FLEETFORGE_CELL_PERSISTENCE", Boolean.toString(persistence.enabled())));
        env.add(literal("FLEETFORGE_CELL_CHECKPOINT_INTERVAL", persistence.checkpointInterval()));
        env.add(literal("FLEETFORGE_CELL_RETENTION_PERIOD", persistence.retentionPeriod()));
        PlayerSettings.environment(world).forEach((name, value) -> env.add(literal(name, value)));
        env.add(new EnvVarBuilder()
                .withName("QUARKUS_HTTP_HOST")
                .withNewValueFrom()
                .withNewFieldRef()
                .withFieldPath("status.podIP")
                .endFieldRef()
                .endValueFrom()
                .build());
        return env;
    }

    private static EnvVar literal(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }

    private static Probe probe(String path, int periodSeconds, int failures) {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath(path)
                .withPort(new IntOrString("http"))
                .endHttpGet()
                .withPeriodSeconds(periodSeconds)
                .withTimeoutSeconds(2)
                .withFailureThreshold(failures)
                .build();
    }
}
