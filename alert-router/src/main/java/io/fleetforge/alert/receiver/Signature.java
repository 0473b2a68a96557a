package io.fleetforge.alert.receiver;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signature of incoming and outgoing webhook bodies: {@code t=<seconds since 1970>,sha256=<HMAC-SHA256 in hex>}, over
 * the seconds, a dot and the body. A captured post can be replayed for {@link #MAX_CLOCK_SKEW} only.
 *
 * @param at when it was signed
 * @param mac in hex
 */
public record Signature(Instant at, String mac) {

    public static final String HEADER = "X-FleetForge-Signature";

    /** Most difference between the clocks of both sides, transport included. */
    public static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern FORM = Pattern.compile("t=([0-9]{1,11}),sha256=([0-9a-fA-F]{64})");

    /** The signature of a body, now. */
    public static Signature of(String key, byte[] body, Instant now) {
        return new Signature(now, HexFormat.of().formatHex(hmac(key, body, now.getEpochSecond())));
    }

    /** Parses the header; empty for another form. */
    public static Optional<Signature> parse(String header) {
        var form = FORM.matcher(header);
        return form.matches()
                ? Optional.of(new Signature(Instant.ofEpochSecond(Long.parseLong(form.group(1))), form.group(2)))
                : Optional.empty();
    }

    /** The value of the header. */
    public String header() {
        return String.format(Locale.ROOT, "t=%d,sha256=%s", at.getEpochSecond(), mac);
    }

    public boolean isBy(String key, byte[] body) {
        return MessageDigest.isEqual(
                hmac(key, body, at.getEpochSecond()), HexFormat.of().parseHex(mac));
    }

    /** Whether it is neither too old nor too far in the future. */
    public boolean isFresh(Instant now) {
        return Duration.between(at, now).abs().compareTo(MAX_CLOCK_SKEW) <= 0;
    }

    private static byte[] hmac(String key, byte[] body, long seconds) {
        var signed = new ByteArrayOutputStream();
        signed.writeBytes((seconds + ".").getBytes(StandardCharsets.US_ASCII));
        signed.writeBytes(body);
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(signed.toByteArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no " + ALGORITHM, e);
        }
    }
}
