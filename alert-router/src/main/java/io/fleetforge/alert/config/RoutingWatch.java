package io.fleetforge.alert.config;

import io.fleetforge.alert.decide.Routing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Knows the routing file as it was last read without fault. A file that is wrong changes nothing and is told, by line; without a file
 * everything opens incidents that page nobody. Thread-safe.
 */
public final class RoutingWatch {

    private static final Logger LOG = Logger.getLogger(RoutingWatch.class);
    private static final int LONGEST_BYTES = 1024 * 1024;
    private static final String BUILT_IN = "/routing.yaml";

    private final Path file;
    private volatile boolean read;
    private final AtomicReference<String> lastText = new AtomicReference<>("");
    private final AtomicReference<Optional<String>> problem = new AtomicReference<>(Optional.empty());

    public RoutingWatch(Path file) {
        this.file = file;
    }

    /** What is decided by at the start: the file, or what is built in when there is none or it is wrong. */
    public Routing first() {
        return changed().orElseGet(RoutingWatch::builtIn);
    }

    /**
     * Whether alerts may be decided by what is known. A file that is there and was wrong from the start must not lead to nobody being
     * paged.
     */
    public boolean isUsable() {
        return read || !Files.exists(file);
    }

    /** The file when it is another than last time and without fault. */
    public Optional<Routing> changed() {
        try {
            if (Files.size(file) > LONGEST_BYTES) {
                complain("it has more than %d bytes".formatted(LONGEST_BYTES));
                return Optional.empty();
            }
            var text = Files.readString(file);
            if (text.equals(lastText.getAndSet(text))) {
                return Optional.empty();
            }
            var routing = RoutingReader.read(text);
            problem.set(Optional.empty());
            read = true;
            LOG.infof("routing file %s is used from now on", file);
            return Optional.of(routing);
        } catch (NoSuchFileException e) {
            complain("it is not there");
        } catch (IOException e) {
            complain("it cannot be read");
        } catch (BadConfigException e) {
            complain(String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private void complain(String reason) {
        var now = Optional.of(reason);
        if (!now.equals(problem.getAndSet(now))) {
            LOG.errorf("routing file %s is not used: %s; what was used before stays", file, reason);
        }
    }

    private static Routing builtIn() {
        try (InputStream in = RoutingWatch.class.getResourceAsStream(BUILT_IN)) {
            if (in == null) {
                throw new IllegalStateException("no built-in routing");
            }
            return RoutingReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException | BadConfigException e) {
            throw new IllegalStateException("the built-in routing is wrong", e);
        }
    }
}
