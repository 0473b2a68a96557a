package io.fleetforge.runtime.rest;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Default of the greatest number of HTTP connections: {@value #MOST}, and fewer where the process may not open as many files. Each
 * connection is an open file; without one left, no connection is accepted, neither is a probe, and nothing is written. The
 * environment and the properties of a service win.
 */
public final class ConnectionLimit implements ConfigSource {

    static final int MOST = 20_000;

    private static final String PROPERTY = "quarkus.http.limits.max-connections";
    /** As the other defaults of every service. */
    private static final int ORDINAL = 90;
    /** For Kafka, the API server, jars and logs. */
    private static final long RESERVED_FILES = 512;
    /** Of the files, for the same, where there are many. */
    private static final long RESERVED_PART = 5;

    private static final long FEWEST = 64;

    private final String value;

    /** By the limit of this process. */
    public ConnectionLimit() {
        this(openFiles());
    }

    ConnectionLimit(long files) {
        value = Long.toString(connections(files));
    }

    private static long connections(long files) {
        var free = files - Math.max(RESERVED_FILES, files / RESERVED_PART);
        return Math.clamp(free, FEWEST, MOST);
    }

    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    @Override
    public Set<String> getPropertyNames() {
        return Set.of(PROPERTY);
    }

    @Override
    public @Nullable String getValue(String name) {
        return name.equals(PROPERTY) ? value : null;
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    @Override
    public String getName() {
        return "limit of open files";
    }
}
