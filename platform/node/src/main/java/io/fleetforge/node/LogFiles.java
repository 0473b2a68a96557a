package io.fleetforge.node;

import io.fleetforge.cluster.PlatformException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.IntFunction;

/** Keeps the logs of a container bounded: the last two starts, each with at most two files of 16 MiB. */
final class LogFiles {

    private static final long MAX_BYTES = 16L * 1024 * 1024;

    private LogFiles() {}

    /** Deletes the logs of starts before the last but one. */
    static void prune(IntFunction<Path> logOfStart, int start) {
        if (start < 2) {
            return;
        }
        var old = logOfStart.apply(start - 2);
        try {
            Files.deleteIfExists(old);
            Files.deleteIfExists(rotated(old));
        } catch (IOException e) {
            throw new PlatformException("cannot delete " + old, e);
        }
    }

    /**
     * Rotates a log above the limit. Its process appends, so it continues at the start of the emptied file; lines written
     * during the copy can be lost.
     */
    static void rotate(Path log) {
        try {
            if (Files.isRegularFile(log) && Files.size(log) > MAX_BYTES) {
                Files.copy(log, rotated(log), StandardCopyOption.REPLACE_EXISTING);
                try (var channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
                    channel.truncate(0);
                }
            }
        } catch (IOException e) {
            throw new PlatformException("cannot rotate " + log, e);
        }
    }

    private static Path rotated(Path log) {
        return log.resolveSibling(log.getFileName() + ".1");
    }
}
