package io.fleetforge.alert.config;

import io.fleetforge.alert.decide.Routing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Reloads the routing file when it changes. An invalid file is logged with its line and changes nothing; without a file
 * every alert opens an incident that pages no user. Thread-safe.
 */
public final class RoutingWatch {

    private static final Logger LOG = Logger.getLogger(RoutingWatch.class);
    private static final int MAX_BYTES = 1024 * 1024;
    private static final String BUILT_IN = "/routing.yaml";

    private final Path file;
    private volatile boolean read;
    private final AtomicReference<String> lastText = new AtomicReference<>("");
    private final AtomicReference<Optional<String>> problem = new AtomicReference<>(Optional.empty());

    public RoutingWatch(Path file) {
        this.file = file;
    }

    /** The routing at the start: the file, or the built-in routing when it is missing or invalid. */
    public Routing first() {
        return changed().orElseGet(RoutingWatch::builtIn);
    }

    /**
     * Whether the present routing may be used. A file that was invalid from the start must not make this instance
     * ready: the built-in routing pages no user.
     */
    public boolean isUsable() {
        return read || !Files.exists(file);
    }

    /** The file when it has changed since the last call and is valid; empty otherwise. */
    public Optional<Routing> changed() {
        try {
            if (Files.size(file) > MAX_BYTES) {
                reject(String.format(Locale.ROOT, "it has more than %d bytes", MAX_BYTES));
                return Optional.empty();
            }
            var text = Files.readString(file);
            if (text.equals(lastText.getAndSet(text))) {
                return Optional.empty();
            }
            var routing = RoutingReader.read(text);
            problem.set(Optional.empty());
            read = true;
            LOG.infof("routing file %s loaded", file);
            return Optional.of(routing);
        } catch (NoSuchFileException e) {
            reject("it does not exist");
        } catch (IOException e) {
            reject("it cannot be read");
        } catch (BadConfigException e) {
            reject(String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private void reject(String reason) {
        var now = Optional.of(reason);
        if (!now.equals(problem.getAndSet(now))) {
            LOG.errorf("routing file %s rejected: %s; the previous routing stays in use", file, reason);
        }
    }

    private static Routing builtIn() {
        try (InputStream in = RoutingWatch.class.getResourceAsStream(BUILT_IN)) {
            if (in == null) {
                throw new IllegalStateException("the built-in routing is missing");
            }
            return RoutingReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException | BadConfigException e) {
            throw new IllegalStateException("the built-in routing is invalid", e);
        }
    }
}
