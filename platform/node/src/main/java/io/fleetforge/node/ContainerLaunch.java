package io.fleetforge.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.cluster.StateFiles;
import io.fleetforge.cluster.process.ProcessTable.Launch;
import io.fleetforge.node.ImageMap.Resolution;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

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
        var command = new ArrayList<String>();
        var arguments = new ArrayList<String>();
        if (image.jvm()) {
            command.add(image.command().getFirst());
            command.add("-Djava.io.tmpdir=" + temp);
            command.add("-Djdk.net.hosts.file=" + node.hostsFile());
            command.addAll(image.command().subList(1, image.command().size()));
        } else if (container.getCommand().isEmpty()) {
            command.addAll(image.command());
        } else {
            arguments.addAll(container.getCommand());
        }
        arguments.addAll(container.getArgs());
        for (var argument : arguments) {
            command.add(ContainerEnvironment.onThisMachine(ContainerEnvironment.expand(argument, environment), mounts));
        }
        return new Launch(
                container.getName(), List.copyOf(command), environment, folder.resolve("work"), run.nextLog());
    }
}
