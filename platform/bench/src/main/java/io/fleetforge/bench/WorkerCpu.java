package io.fleetforge.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/** Processor time of one thread, by name. */
final class WorkerCpu {

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final long id;
    private final long beforeNs;

    WorkerCpu(String name) {
        id = Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(info -> info != null && info.getThreadName().equals(name))
                .mapToLong(info -> info.getThreadId())
                .max() // the newest: that of an earlier turn may not be gone yet
                .orElseThrow(() -> new IllegalStateException("no thread " + name));
        beforeNs = threads.getThreadCpuTime(id);
    }

    double secondsSince() {
        return (threads.getThreadCpuTime(id) - beforeNs) / 1e9;
    }
}
