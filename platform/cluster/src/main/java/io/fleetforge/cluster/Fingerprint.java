package io.fleetforge.cluster;

import io.fleetforge.contracts.hash.Sha256;
import java.nio.charset.StandardCharsets;

/** Names an entry of a cache by what it is made of. */
public final class Fingerprint {

    private static final int CHARS = 16;

    private Fingerprint() {}

    /** 16 lower-case hexadecimal digits of the SHA-256 of the parts in their order. */
    public static String of(byte[]... parts) {
        return Sha256.hex(parts).substring(0, CHARS);
    }

    /** 16 lower-case hexadecimal digits of the SHA-256 of the text in UTF-8. */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }
}
