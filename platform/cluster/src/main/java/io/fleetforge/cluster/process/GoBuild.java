package io.fleetforge.cluster.process;

import io.fleetforge.cluster.PlatformException;
import io.fleetforge.cluster.StateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * One {@code go build} of a program. The target appears atomically.
 *
 * @param module folder to build in
 * @param arguments of {@code go build}, without {@code -o}
 * @param target the program
 * @param log output of Go
 */
public record GoBuild(Path module, List<String> arguments, Path target, Path log) {

    private static final long DEADLINE_MINUTES = 40;
    private static final Pattern VERSION = Pattern.compile("go(\\d+)\\.(\\d+)");
    private static final Duration VERSION_TIMEOUT = Duration.ofMinutes(2);
    private static final int MAJOR = 1;
    private static final int MINOR = 26;
    private static final String NEEDED = "Go " + MAJOR + "." + MINOR + " or newer is needed to ";

    public GoBuild {
        arguments = List.copyOf(arguments);
    }

    /**
     * Builds.
     *
     * @throws PlatformException when it fails, with the last lines of the log
     */
    public void run() {
        StateFiles.createFolder(StateFiles.folderOf(target));
        var fresh = target.resolveSibling(target.getFileName() + ".building");
        var command = new ArrayList<>(List.of("go", "build", "-o", fresh.toString()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command)
                .directory(module.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("CGO_ENABLED", "0");
        Process process = null;
        try {
            process = builder.start();
            if (!process.waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES)) {
                throw new PlatformException("go build did not end within " + DEADLINE_MINUTES + " minutes");
            }
            if (process.exitValue() != 0) {
                throw new PlatformException("go build failed; " + ProcessTable.tail(log));
            }
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new PlatformException("go build could not run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("go build was interrupted");
        } finally {
            if (process != null) {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
            }
        }
    }

    /**
     * Returns when a suitable Go is installed.
     *
     * @param what the program to build
     * @param variable names a prebuilt program
     */
    public static void requireGo(String what, String variable) {
        require(NEEDED + "build " + what + "; get it from go.dev/dl or set " + variable + " to a built one");
    }

    /**
     * Returns when a suitable Go is installed.
     *
     * @param purpose what needs Go
     */
    public static void requireGoTo(String purpose) {
        require(NEEDED + purpose + "; get it from go.dev/dl");
    }

    /**
     * A prebuilt program named by an environment variable; empty when the variable is not set.
     *
     * @throws PlatformException when the named file is not executable
     */
    public static Optional<Path> fromEnvironment(String variable) {
        var value = System.getenv(variable);
        if (value == null || value.isBlank()) {
            return Optional.empty();
        }
        var path = Path.of(value);
        if (!Files.isExecutable(path)) {
            throw new PlatformException(variable + " names " + value
                    + ", which is not an executable file; unset it to use the cache or a build");
        }
        return Optional.of(path.toAbsolutePath());
    }

    /** Whether a suitable Go is installed. */
    public static boolean isPossible() {
        try {
            requireGoTo("build");
            return true;
        } catch (PlatformException e) {
            return false;
        }
    }

    private static void require(String advice) {
        String text;
        try {
            text = Captured.of(new ProcessBuilder("go", "version"), VERSION_TIMEOUT)
                    .output();
        } catch (PlatformException e) {
            throw new PlatformException(advice + " (found: none)", e);
        }
        var version = VERSION.matcher(text);
        if (!version.find()
                || (Integer.parseInt(version.group(1)) == MAJOR && Integer.parseInt(version.group(2)) < MINOR)) {
            throw new PlatformException(advice + " (found: " + text.strip() + ")");
        }
    }
}
