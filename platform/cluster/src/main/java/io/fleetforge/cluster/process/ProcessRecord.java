package io.fleetforge.cluster.process;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A process that was started here. Process ids are reused, so pid and start time identify it together: no signal is ever
 * sent on a pid alone.
 *
 * @param startTicks start time in clock ticks since the start of the machine, from the kernel; else milliseconds since 1970
 */
public record ProcessRecord(String name, long pid, long startTicks, List<String> command, String log) {

    private static final int START_TIME_FIELD = 19;

    public ProcessRecord {
        Objects.requireNonNull(name, "name");
        command = List.copyOf(command);
    }

    /** The running process, empty when it ended or its pid was reused. */
    public Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(handle -> startTicks(handle) == startTicks);
    }

    @JsonIgnore
    public boolean isAlive() {
        return handle().isPresent();
    }

    static long startTicks(ProcessHandle handle) {
        var stat = Path.of("/proc/" + handle.pid() + "/stat");
        try {
            var text = Files.readString(stat);
            // Fields after the command, which is in parentheses and may hold spaces itself.
            var fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return fields[0].equals("Z") ? -1 : Long.parseLong(fields[START_TIME_FIELD]);
        } catch (IOException e) {
            return handle.info()
                    .startInstant()
                    .map(java.time.Instant::toEpochMilli)
                    .orElse(0L);
        }
    }
}
