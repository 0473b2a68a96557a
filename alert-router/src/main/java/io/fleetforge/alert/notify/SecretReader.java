package io.fleetforge.alert.notify;

import io.fleetforge.alert.receiver.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** Reads secrets at each use. */
final class SecretReader {

    private SecretReader() {}

    /**
     * @throws UndeliveredException when its file cannot be read; it names the file and not its content
     */
    static String read(Secret secret) throws UndeliveredException {
        if (secret.value().isPresent()) {
            return secret.value().get();
        }
        var file = secret.file().orElseThrow();
        try {
            var text = Files.readString(file, StandardCharsets.UTF_8).strip();
            if (text.isEmpty()) {
                throw UndeliveredException.retryable("secret file " + file + " is empty");
            }
            return text;
        } catch (IOException e) {
            throw UndeliveredException.retryable("secret file " + file + " cannot be read");
        }
    }
}
