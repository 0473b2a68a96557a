package io.fleetforge.alert.notify;

import io.fleetforge.contracts.hash.Sha256;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keys by which receivers deduplicate messages. */
final class DedupKeys {

    private DedupKeys() {}

    /** One key for all messages about a group or an incident: SHA-256 in hex. */
    static String fold(Message message) {
        return Sha256.hex(message.key());
    }

    /** The same key for a message that is repeated after a crash, another key for any other message. */
    static String idempotency(Message message) {
        var fingerprints = Stream.concat(
                        message.firing().stream().map(alert -> "+" + alert.fingerprint() + alert.startsAt()),
                        message.resolved().stream().map(alert -> "-" + alert.fingerprint() + alert.startsAt()))
                .sorted()
                .collect(Collectors.joining(","));
        return Sha256.hex(String.join(
                "|",
                message.key(),
                message.occasion(),
                message.receiver(),
                message.action().name(),
                fingerprints));
    }
}
