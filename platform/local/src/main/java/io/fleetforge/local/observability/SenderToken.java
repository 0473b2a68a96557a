package io.fleetforge.local.observability;

import io.fleetforge.cluster.StateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The token by which the Alertmanager of a run authenticates at alert-router; created once per run.
 *
 * @param file with the token, readable by its owner only
 */
public record SenderToken(Path file) {

    private static final int BYTES = 32;

    /** @param folder of the observability stack of a run */
    public static SenderToken in(Path folder) {
        var file = StateFiles.createFolder(folder).resolve("alert-sender-token");
        if (!Files.exists(file)) {
            var random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            StateFiles.write(file, HexFormat.of().formatHex(random));
        }
        return new SenderToken(file);
    }

    public String value() {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
