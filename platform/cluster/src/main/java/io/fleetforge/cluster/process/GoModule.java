package io.fleetforge.cluster.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fleetforge.cluster.PlatformException;
import java.nio.file.Path;
import java.time.Duration;

/** The source of a Go module, in Go's own cache. Go checks it against {@code go.sum}, else against the checksum database. */
public final class GoModule {

    private static final Duration DEADLINE = Duration.ofMinutes(10);

    private GoModule() {}

    /**
     * Downloads a module unless it is in the cache; returns its folder, which is read-only.
     *
     * @param folder where Go runs; its {@code go.mod} decides the version when {@code module} does not
     * @param module path, with or without {@code @version}
     * @throws PlatformException when Go cannot download it, with the output of Go
     */
    public static Path download(Path folder, String module) {
        var command = new ProcessBuilder("go", "mod", "download", "-json", module).directory(folder.toFile());
        var answer = Captured.of(command, DEADLINE);
        if (answer.exitCode() != 0) {
            throw new PlatformException("go mod download " + module + " failed: " + answer.output());
        }
        try {
            // Go prints other output before the object.
            var object = answer.output().substring(answer.output().indexOf('{'));
            return Path.of(new ObjectMapper().readTree(object).path("Dir").asText());
        } catch (JsonProcessingException | IndexOutOfBoundsException e) {
            throw new PlatformException("go mod download " + module + " returned no JSON: " + answer.output(), e);
        }
    }
}
