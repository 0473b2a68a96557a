package io.fleetforge.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** Processor time and allocation of one thread, by name. */
final class WorkerCpu {

    private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private final long id;
    private final long beforeNs;
    private final long bytesBefore;

    WorkerCpu(String name) {
        id = Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(info -> info != null && info.getThreadName().equals(name))
                .mapToLong(info -> info.getThreadId())
                .max() // the newest: that of an earlier turn may still exist
                .orElseThrow(() -> new IllegalStateException("no thread " + name));
        beforeNs = threads.getThreadCpuTime(id);
        bytesBefore = threads.getThreadAllocatedBytes(id);
    }

    double secondsSince() {
        return (threads.getThreadCpuTime(id) - beforeNs) / 1e9;
    }

    long bytesSince() {
        return threads.getThreadAllocatedBytes(id) - bytesBefore;
    }
}
