package io.fleetforge.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fields of a pod that change what its programs do and that this node does not run. A container with one is not started: it would do
 * something else than on a kubelet. Pure.
 */
final class UnsupportedFields {

    private UnsupportedFields() {}

    /** Paths of such fields that {@code container} of {@code pod} sets, in the order of the API reference. */
    static List<String> of(Pod pod, Container container) {
        var found = new ArrayList<String>();
        var spec = pod.getSpec();
        add(found, "spec.hostAliases", isSet(spec.getHostAliases()));
        add(found, "spec.dnsConfig", spec.getDnsConfig() != null);
        var path = "spec.containers[" + container.getName() + "].";
        add(found, path + "workingDir", container.getWorkingDir() != null);
        add(found, path + "volumeDevices", isSet(container.getVolumeDevices()));
        add(
                found,
                path + "volumeMounts.subPathExpr",
                container.getVolumeMounts().stream().anyMatch(mount -> mount.getSubPathExpr() != null));
        var lifecycle = container.getLifecycle();
        if (lifecycle != null) {
            add(found, path + "lifecycle.postStart", lifecycle.getPostStart() != null);
            add(found, path + "lifecycle.preStop", lifecycle.getPreStop() != null);
        }
        var probes = new LinkedHashMap<String, @Nullable Probe>();
        probes.put("livenessProbe", container.getLivenessProbe());
        probes.put("readinessProbe", container.getReadinessProbe());
        probes.put("startupProbe", container.getStartupProbe());
        probes.forEach((name, probe) -> {
            if (probe != null) {
                add(found, path + name + ".exec", probe.getExec() != null);
                add(found, path + name + ".grpc", probe.getGrpc() != null);
            }
        });
        return List.copyOf(found);
    }

    private static boolean isSet(@Nullable List<?> values) {
        return values != null && !values.isEmpty();
    }

    private static void add(List<String> found, String path, boolean isSet) {
        if (isSet) {
            found.add(path);
        }
    }
}
