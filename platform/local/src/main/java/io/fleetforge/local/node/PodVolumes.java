package io.fleetforge.local.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fleetforge.local.PlatformException;
import io.fleetforge.local.StateFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The volumes of a pod as folders on this machine, with the real contents: emptyDir, configMap, secret, downwardAPI and
 * projected, service-account tokens included. Tokens are asked of the API server bound to the pod and renewed at 80 % of
 * their life.
 */
final class PodVolumes {

    private static final long DEFAULT_TOKEN_SECONDS = 3600;
    private static final double RENEW_AT = 0.8;

    private final KubernetesClient client;
    private final Pod pod;
    private final String address;
    private final Path folder;
    private Instant renewAt = Instant.MAX;

    PodVolumes(KubernetesClient client, Pod pod, String address, Path folder) {
        this.client = client;
        this.pod = pod;
        this.address = address;
        this.folder = folder;
    }

    /** Writes every volume's contents. */
    void materialise() {
        renewAt = Instant.MAX;
        for (var volume : pod.getSpec().getVolumes()) {
            materialise(volume);
        }
    }

    /** Renews tokens when they are due. */
    void renew(Instant now) {
        if (now.isAfter(renewAt)) {
            materialise();
        }
    }

    /** Folder that stands for the mount at {@code mountPath} of the container, by mount path. */
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

    private void materialise(Volume volume) {
        var target = StateFiles.createFolder(folder(volume.getName()));
        if (volume.getConfigMap() != null) {
            configMap(volume.getConfigMap().getName(), volume.getConfigMap().getItems(), target);
        } else if (volume.getSecret() != null) {
            secret(volume.getSecret().getSecretName(), volume.getSecret().getItems(), target);
        } else if (volume.getDownwardAPI() != null) {
            volume.getDownwardAPI()
                    .getItems()
                    .forEach(item -> write(
                            target,
                            item.getPath(),
                            PodFields.value(pod, address, item.getFieldRef().getFieldPath())));
        } else if (volume.getProjected() != null) {
            volume.getProjected().getSources().forEach(source -> projected(source, target));
        } else if (volume.getEmptyDir() == null) {
            throw new PlatformException(
                    "volume " + volume.getName() + " is of a kind that the local node agent does not run");
        }
    }

    private void projected(VolumeProjection source, Path target) {
        if (source.getServiceAccountToken() != null) {
            token(source.getServiceAccountToken(), target);
        }
        if (source.getConfigMap() != null) {
            configMap(source.getConfigMap().getName(), source.getConfigMap().getItems(), target);
        }
        if (source.getSecret() != null) {
            secret(source.getSecret().getName(), source.getSecret().getItems(), target);
        }
        if (source.getDownwardAPI() != null) {
            source.getDownwardAPI()
                    .getItems()
                    .forEach(item -> write(
                            target,
                            item.getPath(),
                            PodFields.value(pod, address, item.getFieldRef().getFieldPath())));
        }
    }

    private void token(ServiceAccountTokenProjection projection, Path target) {
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
        var renewal = Instant.now().plus(Duration.ofSeconds((long) (seconds * RENEW_AT)));
        if (renewal.isBefore(renewAt)) {
            renewAt = renewal;
        }
    }

    private void configMap(String name, @Nullable List<KeyToPath> items, Path target) {
        var map = client.configMaps()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(name)
                .get();
        if (map == null) {
            throw new PlatformException("configmap \"" + name + "\" not found");
        }
        if (map.getData() != null) {
            map.getData().forEach((key, value) -> write(target, path(key, items), value));
        }
    }

    private void secret(String name, @Nullable List<KeyToPath> items, Path target) {
        var secret = client.secrets()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(name)
                .get();
        if (secret == null) {
            throw new PlatformException("secret \"" + name + "\" not found");
        }
        if (secret.getData() != null) {
            secret.getData()
                    .forEach((key, value) -> write(
                            target,
                            path(key, items),
                            new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
        }
    }

    private static @Nullable String path(String key, @Nullable List<KeyToPath> items) {
        if (items == null || items.isEmpty()) {
            return key;
        }
        return items.stream()
                .filter(item -> item.getKey().equals(key))
                .map(KeyToPath::getPath)
                .findFirst()
                .orElse(null);
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
