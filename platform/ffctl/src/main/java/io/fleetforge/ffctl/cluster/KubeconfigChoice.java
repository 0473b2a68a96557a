package io.fleetforge.ffctl.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which kubeconfig is used: the requested one, those of {@code $KUBECONFIG}, that of the local platform while it runs, the
 * user's own.
 *
 * @param file empty when the client library has to read {@code $KUBECONFIG}, which may be several files
 * @param reason for {@code --verbose}
 * @param local the local platform, when the kubeconfig is its own
 */
public record KubeconfigChoice(Optional<Path> file, String reason, Optional<LocalPlatform> local) {

    public KubeconfigChoice {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(local, "local");
    }

    /**
     * @param requested the value of {@code --kubeconfig}
     * @param runs whether the local platform runs
     * @throws WrongUseException when the requested file does not exist
     * @throws UnreachableException when there is none at all
     */
    static KubeconfigChoice choose(
            @Nullable Path requested,
            Map<String, String> environment,
            LocalPlatform platform,
            Predicate<LocalPlatform> runs) {
        if (requested != null) {
            if (!Files.isRegularFile(requested)) {
                throw new WrongUseException("--kubeconfig " + requested + ": there is no such file");
            }
            return of(requested, "--kubeconfig", platform);
        }
        var variable = environment.getOrDefault("KUBECONFIG", "");
        if (!variable.isBlank()) {
            return fromVariable(variable, platform);
        }
        if (runs.test(platform)) {
            return of(platform.kubeconfig(), "the running local platform", platform);
        }
        var own = Path.of(environment.getOrDefault("HOME", "."), ".kube", "config");
        if (Files.isRegularFile(own)) {
            return of(own, "the user's own", platform);
        }
        throw new UnreachableException(
                "no cluster is configured: no --kubeconfig, no $KUBECONFIG, no local platform, no " + own);
    }

    private static KubeconfigChoice fromVariable(String variable, LocalPlatform platform) {
        var files = Arrays.stream(variable.split(java.io.File.pathSeparator))
                .filter(name -> !name.isBlank())
                .map(Path::of)
                .filter(Files::isRegularFile)
                .toList();
        if (files.isEmpty()) {
            throw new WrongUseException("$KUBECONFIG names no existing file: " + variable);
        }
        return files.size() == 1
                ? of(files.getFirst(), "$KUBECONFIG", platform)
                : new KubeconfigChoice(Optional.empty(), "$KUBECONFIG", Optional.empty());
    }

    private static KubeconfigChoice of(Path file, String reason, LocalPlatform platform) {
        var isLocal = file.toAbsolutePath()
                .normalize()
                .equals(platform.kubeconfig().toAbsolutePath().normalize());
        return new KubeconfigChoice(Optional.of(file), reason, isLocal ? Optional.of(platform) : Optional.empty());
    }
}
