package io.fleetforge.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.StateFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The volumes of a pod as folders on this machine, with the real contents: emptyDir, configMap, secret, downwardAPI and
 * projected, service-account tokens included. Tokens are requested from the API server, bound to the pod, and renewed at
 * 80 % of their lifetime.
 */
final class PodVolumes {

    private static final long DEFAULT_TOKEN_SECONDS = 3600;
    private static final double RENEW_AT = 0.8;
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final KubernetesClient client;
    private final Pod pod;
    private final String address;
    private final Path folder;
    private Instant renewAt = Instant.EPOCH;

    PodVolumes(KubernetesClient client, Pod pod, String address, Path folder) {
        this.client = client;
        this.pod = pod;
        this.address = address;
        this.folder = folder;
    }

    /** Writes every volume's contents. */
    void materialise() {
        var next = Instant.MAX;
        for (var volume : pod.getSpec().getVolumes()) {
            var due = materialise(volume);
            next = due.isBefore(next) ? due : next;
        }
        renewAt = next;
    }

    /**
     * Renews tokens when they are due; those of an adopted pod at once, since their age is unknown. When the API server does
     * not answer, the next attempt follows a little later.
     */
    void renew(Instant now) {
        if (now.isAfter(renewAt)) {
            renewAt = now.plus(RETRY);
            materialise();
        }
    }

    /** Folder for each mount path of the container. */
    Map<String, Path> mounts(Container container) {
        var mounts = new HashMap<String, Path>();
        for (var mount : container.getVolumeMounts()) {
            var path = folder(mount.getName());
            mounts.put(mount.getMountPath(), mount.getSubPath() == null ? path : path.resolve(mount.getSubPath()));
        }
        return mounts;
    }

    private Path folder(String volume) {
        return folder.resolve(volume);
    }

    /** Writes the volume; returns when to write it again. */
    private Instant materialise(Volume volume) {
        var due = Instant.MAX;
        var target = StateFiles.createFolder(folder(volume.getName()));
        if (volume.getConfigMap() != null) {
            configMap(
                    new Source(
                            volume.getConfigMap().getName(),
                            volume.getConfigMap().getItems(),
                            volume.getConfigMap().getOptional()),
                    target);
        } else if (volume.getSecret() != null) {
            secret(
                    new Source(
                            volume.getSecret().getSecretName(),
                            volume.getSecret().getItems(),
                            volume.getSecret().getOptional()),
                    target);
        } else if (volume.getDownwardAPI() != null) {
            volume.getDownwardAPI()
                    .getItems()
                    .forEach(item -> write(
                            target,
                            item.getPath(),
                            PodFields.value(pod, address, item.getFieldRef().getFieldPath())));
        } else if (volume.getProjected() != null) {
            for (var source : volume.getProjected().getSources()) {
                var sourceDue = projected(source, target);
                due = sourceDue.isBefore(due) ? sourceDue : due;
            }
        } else if (volume.getEmptyDir() == null) {
            throw new PlatformException(
                    "volume " + volume.getName() + " is of a kind that the local node agent does not run");
        }
        return due;
    }

    /** A ConfigMap or Secret, and the paths of its selected keys. */
    private record Source(
            String name,
            @Nullable List<KeyToPath> items,
            @Nullable Boolean optional) {

        /** Path of {@code key} in the volume; null when it is not selected. */
        @Nullable
        String path(String key) {
            if (items == null || items.isEmpty()) {
                return key;
            }
            return items.stream()
                    .filter(item -> item.getKey().equals(key))
                    .map(KeyToPath::getPath)
                    .findFirst()
                    .orElse(null);
        }

        /** Every selected key must be there. */
        void requireKeys(Set<String> keys, String kind) {
            if (items == null || Boolean.TRUE.equals(optional)) {
                return;
            }
            for (var item : items) {
                if (!keys.contains(item.getKey())) {
                    throw new PlatformException(
                            kind + " \"" + name + "\" references non-existent key: " + item.getKey());
                }
            }
        }

        void missing(String kind) {
            if (!Boolean.TRUE.equals(optional)) {
                throw new PlatformException(kind + " \"" + name + "\" not found");
            }
        }
    }

    private Instant projected(VolumeProjection source, Path target) {
        var due =
                source.getServiceAccountToken() == null ? Instant.MAX : token(source.getServiceAccountToken(), target);
        if (source.getConfigMap() != null) {
            var map = source.getConfigMap();
            configMap(new Source(map.getName(), map.getItems(), map.getOptional()), target);
        }
        if (source.getSecret() != null) {
            var secret = source.getSecret();
            secret(new Source(secret.getName(), secret.getItems(), secret.getOptional()), target);
        }
        if (source.getDownwardAPI() != null) {
            source.getDownwardAPI()
                    .getItems()
                    .forEach(item -> write(
                            target,
                            item.getPath(),
                            PodFields.value(pod, address, item.getFieldRef().getFieldPath())));
        }
        return due;
    }

    private Instant token(ServiceAccountTokenProjection projection, Path target) {
        var seconds =
                projection.getExpirationSeconds() == null ? DEFAULT_TOKEN_SECONDS : projection.getExpirationSeconds();
        var spec = new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(seconds)
                .withNewBoundObjectRef()
                .withApiVersion("v1")
                .withKind("Pod")
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .endBoundObjectRef();
        if (projection.getAudience() != null) {
            spec.withAudiences(projection.getAudience());
        }
        var issued = client.serviceAccounts()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getSpec().getServiceAccountName())
                .tokenRequest(spec.endSpec().build());
        write(target, projection.getPath(), issued.getStatus().getToken());
        return Instant.now().plus(Duration.ofSeconds((long) (seconds * RENEW_AT)));
    }

    private void configMap(Source source, Path target) {
        var map = client.configMaps()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(source.name())
                .get();
        if (map == null) {
            source.missing("configmap");
            return;
        }
        var data = map.getData() == null ? Map.<String, String>of() : map.getData();
        source.requireKeys(data.keySet(), "configmap");
        data.forEach((key, value) -> write(target, source.path(key), value));
    }

    private void secret(Source source, Path target) {
        var secret = client.secrets()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(source.name())
                .get();
        if (secret == null) {
            source.missing("secret");
            return;
        }
        var data = secret.getData() == null ? Map.<String, String>of() : secret.getData();
        source.requireKeys(data.keySet(), "secret");
        data.forEach((key, value) ->
                write(target, source.path(key), new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
    }

    private static void write(Path target, @Nullable String path, String content) {
        if (path == null) {
            return;
        }
        var file = target.resolve(path).normalize();
        if (!file.startsWith(target)) {
            throw new PlatformException("volume path " + path + " leaves its volume");
        }
        StateFiles.write(file, content);
    }
}
