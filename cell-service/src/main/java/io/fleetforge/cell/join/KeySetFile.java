package io.fleetforge.cell.join;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKeySet;
import org.jspecify.annotations.Nullable;

/**
 * A key set in a file, which a ConfigMap volume renews in place. Read again every ten seconds; while the content cannot be read the last
 * good one stands. Thread-safe.
 */
public final class KeySetFile implements KeySetSource {

    private static final Logger LOG = Logger.getLogger(KeySetFile.class);

    static final Duration READ_AGAIN = Duration.ofSeconds(10);

    private final Path path;
    private final LongSupplier nanoClock;
    private String content = "";
    private @Nullable JsonWebKeySet keys;
    private @Nullable Long readNs;

    /** @param nanoClock monotonic nanoseconds */
    public KeySetFile(Path path, LongSupplier nanoClock) {
        this.path = path;
        this.nanoClock = nanoClock;
    }

    @Override
    public synchronized JsonWebKeySet current() {
        var nowNs = nanoClock.getAsLong();
        var since = readNs;
        if (since == null || nowNs - since >= READ_AGAIN.toNanos()) {
            readNs = nowNs;
            read();
        }
        var known = keys;
        if (known == null) {
            throw new IllegalStateException(
                    path.getFileName() + " of spec.players.auth.ticket.jwksConfigMap holds no key set");
        }
        return known;
    }

    private void read() {
        try {
            var found = Files.readString(path);
            if (!found.equals(content)) {
                keys = KeySetSource.parse(found);
                content = found;
                LOG.infof(
                        "%d keys of the identity provider are in use",
                        keys.getJsonWebKeys().size());
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.warnf("the key set %s cannot be read, the last one stands: %s", path, e);
        }
    }
}
