package io.fleetforge.bench.platform;

import io.fabric8.kubernetes.api.model.Pod;
import io.fleetforge.cluster.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Figures of a process from the kernel; proc(5). */
record Proc(long pid) {

    /** USER_HZ, 100 on every Linux that Java 25 runs on. */
    private static final double CLOCK_TICKS_PER_SECOND = 100;

    private static final double IDLE_CPU_S = 0.1;
    private static final Duration MOST_WAIT = Duration.ofMinutes(3);

    /** The process of a pod's first container. */
    static Proc of(Pod pod) {
        var id = pod.getStatus().getContainerStatuses().getFirst().getContainerID();
        return new Proc(Long.parseLong(id.replaceAll("process://([0-9]+)-.*", "$1")));
    }

    /** Processor time that it has used, user and system. */
    double cpuSeconds() throws IOException {
        var stat = Files.readString(file("stat"));
        var afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(afterName[11]) + Long.parseLong(afterName[12])) / CLOCK_TICKS_PER_SECOND;
    }

    /** Waits until it does next to nothing for two seconds. */
    void awaitIdle() throws IOException {
        var until = System.nanoTime() + MOST_WAIT.toNanos();
        var before = cpuSeconds();
        for (var idle = 0; idle < 2; ) {
            if (System.nanoTime() > until) {
                throw new IOException(String.format(Locale.ROOT, "process %d was not idle within %s", pid, MOST_WAIT));
            }
            Await.pause(1000);
            var now = cpuSeconds();
            idle = now - before < IDLE_CPU_S ? idle + 1 : 0;
            before = now;
        }
    }

    /** Resident memory, MB. */
    long residentMb() throws IOException {
        return number("VmRSS:") / 1024;
    }

    long threads() throws IOException {
        return number("Threads:");
    }

    private long number(String field) throws IOException {
        for (var line : Files.readAllLines(file("status"))) {
            if (line.startsWith(field)) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException(field + " is not in " + file("status"));
    }

    private Path file(String name) {
        return Path.of("/proc", Long.toString(pid), name);
    }
}
