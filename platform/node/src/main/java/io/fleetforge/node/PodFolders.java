package io.fleetforge.node;

import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.process.ProcessRecord;
import io.fleetforge.cluster.process.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The folders of an agent's pods, one per UID, with the records of their processes. */
final class PodFolders {

    private static final Duration GRACE = Duration.ofSeconds(25);

    private final Path parent;

    /**
     * @param folder of the agent
     */
    PodFolders(Path folder) {
        this.parent = folder.resolve("pods");
    }

    Path of(String uid) {
        return parent.resolve(uid);
    }

    List<Path> all() {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        var folders = new ArrayList<Path>();
        try (var stream = Files.newDirectoryStream(parent)) {
            stream.forEach(folders::add);
        } catch (IOException e) {
            throw new PlatformException("cannot read " + parent, e);
        }
        return folders;
    }

    List<ProcessRecord> running() {
        return running(all());
    }

    /** Ends the processes of all pods; returns their number. */
    int endAll() {
        return end(all());
    }

    /** Ends the processes of these pods: SIGTERM to all of them, then SIGKILL after the grace period. */
    static int end(Collection<Path> folders) {
        var running = running(folders);
        running.forEach(record -> record.handle().ifPresent(ProcessHandle::destroy));
        var deadline = System.nanoTime() + GRACE.toNanos();
        for (var record : running) {
            ProcessTable.end(record, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
        return running.size();
    }

    private static List<ProcessRecord> running(Collection<Path> folders) {
        return folders.stream()
                .map(folder -> folder.resolve("processes"))
                .filter(Files::isDirectory)
                .flatMap(folder -> new ProcessTable(folder).running().stream())
                .toList();
    }
}
