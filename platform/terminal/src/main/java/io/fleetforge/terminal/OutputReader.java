package io.fleetforge.terminal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The other end of standard output, observed with poll(2): a program that has nothing to print learns so that a pipe or a
 * connection is closed. Where the system has no poll, or native access is denied, nothing is known. Thread-safe.
 */
public final class OutputReader {

    private static final int STANDARD_OUTPUT = 1;
    private static final short NO_EVENTS = 0;
    /** POLLERR for the writing end of a pipe, POLLHUP for a connection; poll reports both unasked. */
    private static final int GONE = 0x08 | 0x10;

    private static final StructLayout POLLFD = MemoryLayout.structLayout(
            JAVA_INT.withName("fd"), JAVA_SHORT.withName("events"), JAVA_SHORT.withName("revents"));
    private static final long EVENTS_OFFSET = 4;
    private static final long RETURNED_OFFSET = 6;

    /** Of the first use: linking costs tens of milliseconds, which a program that never watches does not pay. */
    private static final class Poll {
        static final Optional<MethodHandle> HANDLE = link();

        private static Optional<MethodHandle> link() {
            try {
                var linker = Linker.nativeLinker();
                return linker.defaultLookup()
                        .find("poll")
                        .map(poll -> linker.downcallHandle(
                                poll, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT)));
            } catch (UnsupportedOperationException | IllegalCallerException e) {
                return Optional.empty();
            }
        }
    }

    private OutputReader() {}

    /**
     * Returns while something reads standard output, or may do so.
     *
     * @throws ClosedOutputError when the reader has gone
     */
    public static void require() {
        if (hasGone().orElse(false)) {
            throw new ClosedOutputError();
        }
    }

    /** Empty when it is not known. */
    static Optional<Boolean> hasGone() {
        return Poll.HANDLE.map(OutputReader::poll);
    }

    private static boolean poll(MethodHandle poll) {
        try (var arena = Arena.ofConfined()) {
            var entry = arena.allocate(POLLFD);
            entry.set(JAVA_INT, 0, STANDARD_OUTPUT);
            entry.set(JAVA_SHORT, EVENTS_OFFSET, NO_EVENTS);
            var ready = (int) poll.invokeExact(entry, 1L, 0);
            return ready > 0 && (entry.get(JAVA_SHORT, RETURNED_OFFSET) & GONE) != 0;
        } catch (Throwable e) {
            throw new IllegalStateException("poll(2) cannot be called", e);
        }
    }
}
