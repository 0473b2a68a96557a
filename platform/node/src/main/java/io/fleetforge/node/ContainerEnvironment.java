package io.fleetforge.node;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fleetforge.cluster.PlatformException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The environment and arguments of a container as a process on this machine: as a kubelet sets them, with mount paths
 * replaced by the folders that stand for them, since a process has no mounts of its own. Pure but for the two look-ups.
 */
final class ContainerEnvironment {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\$|\\$\\(([A-Za-z_][A-Za-z0-9_.-]*)\\)");

    private final Pod pod;
    private final String address;
    private final Function<String, @Nullable ConfigMap> configMaps;
    private final Function<String, @Nullable Secret> secrets;

    ContainerEnvironment(
            Pod pod,
            String address,
            Function<String, @Nullable ConfigMap> configMaps,
            Function<String, @Nullable Secret> secrets) {
        this.pod = pod;
        this.address = address;
        this.configMaps = configMaps;
        this.secrets = secrets;
    }

    /**
     * @param base variables that every container gets
     * @param mounts folder per mount path
     */
    Map<String, String> variables(Container container, Map<String, String> base, Map<String, Path> mounts) {
        var variables = new LinkedHashMap<>(base);
        for (var source : container.getEnvFrom()) {
            var prefix = source.getPrefix() == null ? "" : source.getPrefix();
            if (source.getConfigMapRef() != null) {
                var map = require(
                        configMaps,
                        source.getConfigMapRef().getName(),
                        source.getConfigMapRef().getOptional(),
                        "configmap");
                if (map != null && map.getData() != null) {
                    map.getData().forEach((key, value) -> variables.put(prefix + key, value));
                }
            }
            if (source.getSecretRef() != null) {
                var secret = require(
                        secrets,
                        source.getSecretRef().getName(),
                        source.getSecretRef().getOptional(),
                        "secret");
                if (secret != null && secret.getData() != null) {
                    secret.getData().forEach((key, value) -> variables.put(prefix + key, decode(value)));
                }
            }
        }
        for (var variable : container.getEnv()) {
            var value = value(container, variable, variables);
            if (value != null) {
                variables.put(variable.getName(), value);
            }
        }
        variables.replaceAll((name, value) -> onThisMachine(value, mounts));
        return variables;
    }

    /** Expands {@code $(NAME)}; {@code $$} is a dollar; an unknown name stays as it is. */
    static String expand(String text, Map<String, String> variables) {
        return REFERENCE.matcher(text).replaceAll(match -> {
            var name = match.group(1);
            var value = name == null ? "$" : Objects.requireNonNullElse(variables.get(name), match.group());
            return java.util.regex.Matcher.quoteReplacement(value);
        });
    }

    /** Maps a value below a mount path, the deepest one, to the path on this machine. */
    static String onThisMachine(String value, Map<String, Path> mounts) {
        return mounts.entrySet().stream()
                .filter(mount -> value.equals(mount.getKey()) || value.startsWith(mount.getKey() + "/"))
                .max(Comparator.comparingInt(mount -> mount.getKey().length()))
                .map(mount -> mount.getValue() + value.substring(mount.getKey().length()))
                .orElse(value);
    }

    private @Nullable String value(Container container, EnvVar variable, Map<String, String> known) {
        if (variable.getValueFrom() == null) {
            return expand(variable.getValue() == null ? "" : variable.getValue(), known);
        }
        var from = variable.getValueFrom();
        if (from.getFieldRef() != null) {
            return PodFields.value(pod, address, from.getFieldRef().getFieldPath());
        }
        if (from.getResourceFieldRef() != null) {
            return ResourceFields.value(container, from.getResourceFieldRef());
        }
        if (from.getConfigMapKeyRef() != null) {
            var reference = from.getConfigMapKeyRef();
            var map = require(configMaps, reference.getName(), reference.getOptional(), "configmap");
            return map == null
                    ? null
                    : key(
                            map.getData(),
                            reference.getKey(),
                            reference.getOptional(),
                            "ConfigMap " + place(reference.getName()));
        }
        if (from.getSecretKeyRef() != null) {
            var reference = from.getSecretKeyRef();
            var secret = require(secrets, reference.getName(), reference.getOptional(), "secret");
            var data = secret == null
                    ? null
                    : key(
                            secret.getData(),
                            reference.getKey(),
                            reference.getOptional(),
                            "Secret " + place(reference.getName()));
            return data == null ? null : decode(data);
        }
        throw new PlatformException(
                "variable " + variable.getName() + ": this source is not run by the local node agent");
    }

    private String place(String name) {
        return pod.getMetadata().getNamespace() + "/" + name;
    }

    private static @Nullable String key(
            @Nullable Map<String, String> data, String key, @Nullable Boolean optional, String source) {
        var value = data == null ? null : data.get(key);
        if (value == null && !Boolean.TRUE.equals(optional)) {
            throw new PlatformException("couldn't find key " + key + " in " + source);
        }
        return value;
    }

    private static <T> @Nullable T require(
            Function<String, @Nullable T> lookup, String name, @Nullable Boolean optional, String kind) {
        var found = lookup.apply(name);
        if (found == null && !Boolean.TRUE.equals(optional)) {
            throw new PlatformException(kind + " \"" + name + "\" not found");
        }
        return found;
    }

    private static String decode(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
