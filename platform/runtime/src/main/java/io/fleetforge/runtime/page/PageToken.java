package io.fleetforge.runtime.page;

import io.fleetforge.contracts.hash.Sha256;
import io.fleetforge.runtime.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Position in a list: after an item's key, as the list was at an instant. It holds no right and no data: a client that changes
 * one reads another part of the same list.
 *
 * @param list what is listed, the filter included: a token of another list is refused
 * @param at when the first page was read
 * @param after key of the last item of the page before
 */
record PageToken(String list, Instant at, String after) {

    /** As long as the API server keeps a list. */
    static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final int LIST_CHARS = 16;
    private static final Pattern FORM = Pattern.compile("1 ([0-9a-f]{16}) ([0-9]{1,14}) (.{1,1024})", Pattern.DOTALL);

    String encoded() {
        var text = String.format(Locale.ROOT, "1 %s %d %s", digest(list), at.toEpochMilli(), after);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @throws ProblemException 400 when the text is no token of this list, 410 when it is older than {@link #LIFETIME}
     */
    static PageToken parse(String text, String list, Instant now) {
        var parts = FORM.matcher(decoded(text));
        if (!parts.matches() || !parts.group(1).equals(digest(list))) {
            throw refused();
        }
        var at = Instant.ofEpochMilli(Long.parseLong(parts.group(2)));
        if (at.isAfter(now.plus(LIFETIME))) {
            throw refused();
        }
        if (at.plus(LIFETIME).isBefore(now)) {
            throw new ProblemException(
                    410,
                    "expired",
                    String.format(
                            Locale.ROOT,
                            "continue is older than %d minutes; start again without it",
                            LIFETIME.toMinutes()),
                    List.of(),
                    Map.of());
        }
        return new PageToken(list, at, parts.group(3));
    }

    private static String decoded(String text) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw refused();
        }
    }

    private static String digest(String list) {
        return Sha256.hex(list).substring(0, LIST_CHARS);
    }

    private static ProblemException refused() {
        return ProblemException.invalidField("continue", "must be the continue of the page before, of the same list");
    }
}
