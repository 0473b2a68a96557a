package io.fleetforge.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.cluster.StateFiles;
import io.fleetforge.cluster.process.ProcessTable.Launch;
import io.fleetforge.node.ImageMap.Resolution;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Maps a container to the process that stands for it: arguments, environment, folders.
 *
 * @param folder of the pod
 */
record ContainerLaunch(NodeContext node, Pod pod, String address, Path folder, PodVolumes volumes) {

    Launch of(ContainerRun run, Resolution.Runnable image) {
        var container = run.spec();
        var namespace = pod.getMetadata().getNamespace();
        var mounts = new HashMap<>(volumes.mounts(container));
        var base = new HashMap<>(node.baseEnvironment(folder, mounts));
        // A path in the pod's folder is a path of this machine already, even below a mount path.
        mounts.put(folder.toString(), folder);
        base.put("HOSTNAME", pod.getMetadata().getName());
        var environment = new ContainerEnvironment(
                        pod,
                        address,
                        name -> node.client()
                                .configMaps()
                                .inNamespace(namespace)
                                .withName(name)
                                .get(),
                        name -> node.client()
                                .secrets()
                                .inNamespace(namespace)
                                .withName(name)
                                .get())
                .variables(container, base, mounts);
        var temp = StateFiles.createFolder(folder.resolve("tmp"));
        var command = new ArrayList<>(program(image, container, temp, environment, mounts));
        for (var argument : container.getArgs()) {
            command.add(onThisMachine(argument, environment, mounts));
        }
        return new Launch(
                container.getName(), List.copyOf(command), environment, folder.resolve("work"), run.nextLog());
    }

    /** What the image starts, or the command of the container in its place. */
    private List<String> program(
            Resolution.Runnable image,
            Container container,
            Path temp,
            Map<String, String> environment,
            Map<String, Path> mounts) {
        return switch (image) {
            case Resolution.Service(var service, var jvmArguments) -> {
                var arguments = new ArrayList<>(
                        List.of("-Djava.io.tmpdir=" + temp, "-Djdk.net.hosts.file=" + node.hostsFile()));
                arguments.addAll(jvmArguments);
                yield service.command(arguments, ResourceFields.memoryLimit(container));
            }
            case Resolution.Command(var command) when container.getCommand().isEmpty() -> command;
            case Resolution.Command ignored ->
                container.getCommand().stream()
                        .map(argument -> onThisMachine(argument, environment, mounts))
                        .toList();
        };
    }

    private static String onThisMachine(String argument, Map<String, String> environment, Map<String, Path> mounts) {
        return ContainerEnvironment.onThisMachine(ContainerEnvironment.expand(argument, environment), mounts);
    }
}
