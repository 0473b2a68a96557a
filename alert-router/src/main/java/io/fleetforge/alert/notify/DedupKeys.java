package io.fleetforge.alert.notify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keys by which receivers deduplicate messages. */
final class DedupKeys {

    private DedupKeys() {}

    /** One key for all messages about a group or an incident: SHA-256 in hex. */
    static String fold(Message message) {
        return sha256(message.key());
    }

    /** The same key for a message that is repeated after a crash, another key for any other message. */
    static String idempotency(Message message) {
        var fingerprints = Stream.concat(
                        message.firing().stream().map(alert -> "+" + alert.fingerprint() + alert.startsAt()),
                        message.resolved().stream().map(alert -> "-" + alert.fingerprint() + alert.startsAt()))
                .sorted()
                .collect(Collectors.joining(","));
        return sha256(String.join(
                "|",
                message.key(),
                message.occasion(),
                message.receiver(),
                message.action().name(),
                fingerprints));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no SHA-256", e);
        }
    }
}
