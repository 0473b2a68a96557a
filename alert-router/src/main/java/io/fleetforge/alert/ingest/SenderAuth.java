package io.fleetforge.alert.ingest;

import io.fleetforge.alert.config.AlertConfig;
import io.fleetforge.alert.receiver.Signature;
import io.fleetforge.runtime.auth.AccessReview;
import io.fleetforge.runtime.auth.AccessReview.Access;
import io.fleetforge.runtime.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates senders of alerts: by a signature with one of the keys, by one of the tokens, or by an account of the
 * cluster that may create {@code alerts.fleetforge.io}. Keys and tokens are read for each post, so that they can be
 * rotated. Refused signatures are logged. Thread-safe.
 */
@ApplicationScoped
public class SenderAuth {

    private static final Logger LOG = Logger.getLogger(SenderAuth.class);
    private static final String GROUP = "fleetforge.io";
    private static final String RESOURCE = "alerts";
    private static final String BEARER = "Bearer ";

    private final AccessReview access;
    private final Clock clock;
    private final List<Path> keys;
    private final List<Path> tokens;

    public SenderAuth(AccessReview access, AlertConfig config, Clock clock) {
        this.clock = clock;
        this.access = access;
        this.keys = config.webhook().signingKeyFiles().orElse(List.of());
        this.tokens = config.webhook().tokenFiles().orElse(List.of());
    }

    /**
     * An authenticated sender.
     *
     * @param sentAt time of the signature, so that a replayed post is not newer than the original; else now
     */
    public record Sender(String name, Instant sentAt) {}

    /**
     * Authenticates the sender of a post.
     *
     * @throws ProblemException 401 or 403
     */
    public Sender require(byte[] body, @Nullable String signature, @Nullable String authorization) {
        var now = clock.instant();
        if (signature != null) {
            var signed = signed(body, signature, now);
            if (signed.isPresent()) {
                var at = signed.get().at();
                return new Sender("signed", at.isBefore(now) ? at : now);
            }
            LOG.warn("alerts refused: the signature is wrong, too old, or of an unknown key");
            throw new ProblemException(
                    401,
                    "bad-signature",
                    "X-FleetForge-Signature must be t=<seconds since 1970>,sha256=<hex>: the HMAC-SHA256 over the"
                            + String.format(
                                    Locale.ROOT,
                                    " seconds, a dot and the body, by a configured key, at most %d s old",
                                    Signature.MAX_CLOCK_SKEW.toSeconds()),
                    List.of(),
                    Map.of("WWW-Authenticate", "Bearer realm=\"fleetforge\""));
        }
        if (authorization != null
                && authorization.startsWith(BEARER)
                && isToken(authorization.substring(BEARER.length()))) {
            return new Sender("token", now);
        }
        access.require(new Access("create", GROUP, RESOURCE, "", null));
        return new Sender("cluster", now);
    }

    private Optional<Signature> signed(byte[] body, String header, Instant now) {
        return Signature.parse(header)
                .filter(signature -> signature.isFresh(now))
                .filter(signature ->
                        keys.stream().flatMap(file -> read(file).stream()).anyMatch(key -> signature.isBy(key, body)));
    }

    private boolean isToken(String credential) {
        var bytes = credential.getBytes(StandardCharsets.UTF_8);
        return tokens.stream()
                .flatMap(file -> read(file).stream())
                .anyMatch(token -> MessageDigest.isEqual(token.getBytes(StandardCharsets.UTF_8), bytes));
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
        } catch (IOException e) {
            LOG.warnf("secret file %s cannot be read", file);
            return Optional.empty();
        }
    }
}
