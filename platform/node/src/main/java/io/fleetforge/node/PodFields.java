package io.fleetforge.node;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values of the downward API. Pure. */
final class PodFields {

    private static final Pattern MAP_ENTRY = Pattern.compile("metadata\\.(labels|annotations)\\['([^']+)'\\]");

    private PodFields() {}

    /** The value at {@code fieldPath}; empty text for one that is not set. */
    static String value(Pod pod, String address, String fieldPath) {
        var entry = MAP_ENTRY.matcher(fieldPath);
        if (entry.matches()) {
            var map = entry.group(1).equals("labels")
                    ? pod.getMetadata().getLabels()
                    : pod.getMetadata().getAnnotations();
            return orEmpty(map, entry.group(2));
        }
        return switch (fieldPath) {
            case "metadata.name" -> pod.getMetadata().getName();
            case "metadata.namespace" -> pod.getMetadata().getNamespace();
            case "metadata.uid" -> pod.getMetadata().getUid();
            case "status.podIP", "status.podIPs" -> address;
            case "status.hostIP", "status.hostIPs" -> "127.0.0.1";
            case "spec.nodeName" -> pod.getSpec().getNodeName();
            case "spec.serviceAccountName" -> pod.getSpec().getServiceAccountName();
            default -> throw new IllegalArgumentException("unsupported field path " + fieldPath);
        };
    }

    private static String orEmpty(@Nullable Map<String, String> map, String key) {
        return map == null ? "" : Objects.requireNonNullElse(map.get(key), "");
    }
}
