package io.fleetforge.cluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A lock between processes on a file of the state folder. The operating system releases it when the holder ends. */
public final class StateLock implements AutoCloseable {

    private final FileChannel channel;
    private final @Nullable FileLock lock;

    private StateLock(FileChannel channel, @Nullable FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** Tries to acquire the lock; check {@link #held}. */
    public static StateLock tryAcquire(Path file) {
        return open(file, FileChannel::tryLock);
    }

    /** Waits until no other process holds it; for short critical sections. A second holder in one process is a bug. */
    public static StateLock acquire(Path file) {
        var lock = open(file, FileChannel::lock);
        if (!lock.held()) {
            throw new IllegalStateException(file + " is held by this very process");
        }
        return lock;
    }

    private interface Acquisition {
        @Nullable
        FileLock acquire(FileChannel channel) throws IOException;
    }

    private static StateLock open(Path file, Acquisition acquisition) {
        try {
            StateFiles.createFolder(StateFiles.folderOf(file));
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                return new StateLock(channel, acquisition.acquire(channel));
            } catch (OverlappingFileLockException e) {
                return new StateLock(channel, null);
            }
        } catch (IOException e) {
            throw new PlatformException("cannot lock " + file, e);
        }
    }

    public boolean held() {
        return lock != null;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new PlatformException("cannot release a lock", e);
        }
    }
}
