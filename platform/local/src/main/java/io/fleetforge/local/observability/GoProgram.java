package io.fleetforge.local.observability;

import io.fleetforge.cluster.Fingerprint;
import io.fleetforge.cluster.Progress;
import io.fleetforge.cluster.StateFiles;
import io.fleetforge.cluster.process.GoBuild;
import io.fleetforge.cluster.process.GoModule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program that is built once with Go from its published module, in the module's own folder: a module of ours around it
 * would need checksums that its authors did not publish.
 *
 * @param name display name, and in lower case the file name in the cache
 * @param module with its version
 * @param arguments of {@code go build}: flags, then the package
 * @param variable names a prebuilt program
 * @param added files that the build needs and the module lacks; the module is copied then, since Go's cache is read-only
 */
record GoProgram(String name, String module, List<String> arguments, String variable, Map<String, String> added) {

    /** The version control of the surrounding checkout does not apply to the program. */
    private static final List<String> FLAGS = List.of("-mod=readonly", "-trimpath", "-buildvcs=false");

    /** The program named by {@link #variable}, or built before. */
    Optional<Path> present(Path root) {
        return GoBuild.fromEnvironment(variable)
                .or(() -> Optional.of(cached(root)).filter(Files::isExecutable));
    }

    /**
     * The program; built when it is missing.
     *
     * @param root the checkout
     * @param duration of the build, for the progress line
     */
    Path locate(Path root, String duration, Progress progress) {
        var present = present(root);
        if (present.isPresent()) {
            return present.get();
        }
        GoBuild.requireGo(name, variable);
        var target = cached(root);
        var folder = StateFiles.createFolder(StateFiles.folderOf(target));
        var source = progress.step("download the Go module of " + name, () -> GoModule.download(folder, module));
        progress.step(
                "build %s with Go (once, %s on two cores)".formatted(name, duration), () -> build(source, target));
        return target;
    }

    private void build(Path source, Path target) {
        var log = target.resolveSibling(fileName() + "-build.log");
        var all = Stream.concat(FLAGS.stream(), arguments.stream()).toList();
        if (added.isEmpty()) {
            new GoBuild(source, all, target, log).run();
            return;
        }
        var copy = target.resolveSibling(
                fileName() + "-source-" + ProcessHandle.current().pid());
        StateFiles.deleteFolder(copy);
        StateFiles.copyFolder(source, copy);
        added.forEach((file, text) -> StateFiles.write(copy.resolve(file), text));
        new GoBuild(copy, all, target, log).run();
        StateFiles.deleteFolder(copy);
    }

    private Path cached(Path root) {
        return root.resolve(".fleetforge/cache/" + fileName() + "-" + fingerprint());
    }

    private String fileName() {
        return name.toLowerCase(java.util.Locale.ROOT);
    }

    private String fingerprint() {
        return Fingerprint.of(
                (module + FLAGS + arguments + new java.util.TreeMap<>(added)).getBytes(StandardCharsets.UTF_8));
    }
}
