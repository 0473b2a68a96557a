package io.fleetforge.alert.notify;

import io.fleetforge.alert.receiver.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** Reads secrets when they are needed. */
final class SecretReader {

    private SecretReader() {}

    /**
     * @throws UndeliveredException when its file cannot be read; it names the file and not what is in it
     */
    static String read(Secret secret) throws UndeliveredException {
        if (secret.value().isPresent()) {
            return secret.value().get();
        }
        var file = secret.file().orElseThrow();
        try {
            var text = Files.readString(file, StandardCharsets.UTF_8).strip();
            if (text.isEmpty()) {
                throw UndeliveredException.forNow("secret file " + file + " is empty");
            }
            return text;
        } catch (IOException e) {
            throw UndeliveredException.forNow("secret file " + file + " cannot be read");
        }
    }
}
