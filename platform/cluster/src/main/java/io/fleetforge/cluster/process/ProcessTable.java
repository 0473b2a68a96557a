package io.fleetforge.cluster.process;

import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.StateFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The processes of one state folder, one file each. Processes write their logs to files themselves and so outlive the
 * process that started them; the next one adopts them by their records. Thread-safe across names.
 */
public final class ProcessTable {

    private static final int TAIL_BYTES = 4000;
    private static final long REAP_S = 2;

    /**
     * Held shared by starts, exclusively and for good by the end of this JVM: a started process is recorded, no other follows.
     */
    private static final ReentrantReadWriteLock STARTS = new ReentrantReadWriteLock();

    private static boolean startsRejected;

    private final Path folder;

    private final Map<Long, Process> children = new ConcurrentHashMap<>();

    public ProcessTable(Path folder) {
        this.folder = StateFiles.createFolder(folder);
    }

    /** A process to start. */
    public record Launch(
            String name, List<String> command, Map<String, String> environment, Path directory, Path log) {}

    /**
     * Rejects further starts by this JVM and returns when those in progress are recorded. For shutdown hooks, which run beside
     * threads that are still at work.
     */
    public static void rejectStarts() {
        STARTS.writeLock().lock();
        try {
            startsRejected = true;
        } finally {
            STARTS.writeLock().unlock();
        }
    }

    /**
     * Starts a process in a clean environment and records it.
     *
     * @throws PlatformException when it cannot be started, or this JVM is ending
     */
    public ProcessRecord start(Launch launch) {
        STARTS.readLock().lock();
        try {
            if (startsRejected) {
                throw new PlatformException(launch.name() + " is not started: the platform is stopping");
            }
            return startAndRecord(launch);
        } finally {
            STARTS.readLock().unlock();
        }
    }

    private ProcessRecord startAndRecord(Launch launch) {
        try {
            StateFiles.createFolder(StateFiles.folderOf(launch.log()));
            StateFiles.createFolder(launch.directory());
            var builder = new ProcessBuilder(launch.command())
                    .directory(launch.directory().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(launch.log().toFile()))
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
            builder.environment().clear();
            builder.environment().putAll(launch.environment());
            var process = builder.start();
            var record = new ProcessRecord(
                    launch.name(),
                    process.pid(),
                    ProcessRecord.startTicks(process.toHandle()),
                    launch.command(),
                    launch.log().toString());
            StateFiles.writeJson(file(launch.name()), record);
            children.put(process.pid(), process);
            return record;
        } catch (IOException e) {
            throw new PlatformException(
                    "cannot start " + launch.name() + ": " + e.getMessage() + " ("
                            + launch.command().getFirst() + ")",
                    e);
        }
    }

    /** Exit code of an ended process, 128 + signal for a signal; empty when this process is not its parent. */
    public Optional<Integer> exitCode(ProcessRecord record) {
        var child = children.get(record.pid());
        try {
            // The kernel reports the end a moment before the JVM has reaped its child.
            return child == null || !child.waitFor(REAP_S, TimeUnit.SECONDS)
                    ? Optional.empty()
                    : Optional.of(child.exitValue());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The record of that name, whether its process runs or not. */
    public Optional<ProcessRecord> recorded(String name) {
        return StateFiles.readJson(file(name), ProcessRecord.class);
    }

    /** The recorded process of that name, when it still runs. */
    public Optional<ProcessRecord> running(String name) {
        return StateFiles.readJson(file(name), ProcessRecord.class).filter(ProcessRecord::isAlive);
    }

    public List<ProcessRecord> running() {
        var records = new ArrayList<ProcessRecord>();
        try (var files = Files.newDirectoryStream(folder, "*.json")) {
            for (var file : files) {
                StateFiles.readJson(file, ProcessRecord.class)
                        .filter(ProcessRecord::isAlive)
                        .ifPresent(records::add);
            }
        } catch (IOException e) {
            throw new PlatformException("cannot read " + folder, e);
        }
        return records;
    }

    /** Ends the process: SIGTERM, then SIGKILL after {@code grace}. True when there was one to end. */
    public boolean stop(String name, Duration grace) {
        var record = StateFiles.readJson(file(name), ProcessRecord.class);
        var stopped = record.map(known -> end(known, grace)).orElse(false);
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new PlatformException("cannot delete the record of " + name, e);
        }
        return stopped;
    }

    /** SIGKILL at once; the record stays, so that the end is detected. */
    public boolean kill(String name) {
        return StateFiles.readJson(file(name), ProcessRecord.class)
                .flatMap(ProcessRecord::handle)
                .map(handle -> {
                    handle.destroyForcibly();
                    return awaitEnd(handle, Duration.ofSeconds(5));
                })
                .orElse(false);
    }

    /** Ends the process of {@code record}. */
    public static boolean end(ProcessRecord record, Duration grace) {
        var handle = record.handle();
        if (handle.isEmpty()) {
            return false;
        }
        handle.get().destroy();
        if (!awaitEnd(handle.get(), grace)) {
            handle.get().destroyForcibly();
            awaitEnd(handle.get(), Duration.ofSeconds(5));
        }
        return true;
    }

    private static boolean awaitEnd(ProcessHandle handle, Duration deadline) {
        try {
            handle.onExit().get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            return !handle.isAlive();
        }
    }

    /** The last lines of a log, for error messages. */
    public static String tail(Path log) {
        if (!Files.isRegularFile(log)) {
            return "(no log at " + log + ")";
        }
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            var from = Math.max(0, file.length() - TAIL_BYTES);
            file.seek(from);
            var bytes = new byte[(int) (file.length() - from)];
            file.readFully(bytes);
            return "last lines of " + log + ":\n" + new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(unreadable log " + log + ")";
        }
    }

    private Path file(String name) {
        return folder.resolve(name + ".json");
    }
}
